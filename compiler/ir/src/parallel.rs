//! Work on the functions of a program, spread over threads.

use std::sync::Mutex;

/// Below this many items a thread costs more than it brings.
const ITEMS_PER_THREAD: usize = 4;
/// Passes recurse along the nesting of a function.
const STACK: usize = 256 << 20;

/// What `work` makes of each item, in the order of the items. Each thread has
/// a `state` of its own. `threads` is the most to use; 0: as many as the machine has.
///
/// # Panics
///
/// With the panic of `work`, if it panics.
pub fn map<T: Send, S, R: Send>(
    items: Vec<T>,
    threads: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
) -> Vec<R> {
    let count = items.len();
    let wanted = match threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    };
    let threads = wanted.min(count.div_ceil(ITEMS_PER_THREAD));
    let queue = Mutex::new(items.into_iter().enumerate());
    let drain = || {
        let mut state = state();
        let mut done = Vec::new();
        loop {
            // Nothing that holds the lock panics.
            let next = queue.lock().ok().and_then(|mut queue| queue.next());
            let Some((n, item)) = next else { return done };
            done.push((n, work(&mut state, item)));
        }
    };
    let mut done = if threads <= 1 {
        drain()
    } else {
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads)
                .filter_map(|_| {
                    std::thread::Builder::new()
                        .stack_size(STACK)
                        .spawn_scoped(scope, drain)
                        .ok()
                })
                .collect();
            let mut done = drain();
            for other in others {
                match other.join() {
                    Ok(part) => done.extend(part),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        })
    };
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 3, 100] {
            let doubled = map((0..50).collect(), threads, || (), |(), n| n * 2);
            assert_eq!(doubled, (0..50).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "seven")]
    fn a_panic_arrives() {
        map(
            (0..50).collect(),
            4,
            || (),
            |(), n| assert!(n != 7, "seven"),
        );
    }
}
