//! The module `bisect`.

use pyaot_abi::layout::ListObject;

use crate::error::{PyResult, raise_value_error};
use crate::exports::{bytes, deque, list};
use crate::method::offer;
use crate::name;
use crate::operation::{less, value_getitem};
use crate::reference::List;
use crate::value::Value;

/// Where `x` goes in the sorted `a`, before or behind equal items.
fn search(a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value, left: bool) -> PyResult<i64> {
    if lo < 0 {
        return Err(raise_value_error(format_args!("lo must be non-negative")));
    }
    let (mut low, mut high) = (
        lo,
        match hi.is_none() {
            true => crate::operation::value_len(a)?,
            false => crate::operation::to_i64(hi)?,
        },
    );
    while low < high {
        let middle = low + (high - low) / 2;
        // A list of the program's own class may have a `__getitem__`.
        let known = a.downcast_exact::<ListObject>();
        let mut item = match known.and_then(|list| list.get(middle as usize)) {
            Some(item) => item,
            None => value_getitem(a, &Value::int(middle))?,
        };
        if !key.is_none() {
            item = crate::call::call(key, core::slice::from_ref(&item))?;
        }
        let go_right = if left {
            less(&item, x)?
        } else {
            !less(x, &item)?
        };
        if go_right {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn insert(a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value, left: bool) -> PyResult<()> {
    let at = if key.is_none() {
        search(a, x, lo, hi, key, left)?
    } else {
        let measure = crate::call::call(key, core::slice::from_ref(x))?;
        search(a, &measure, lo, hi, key, left)?
    };
    match a.downcast_exact::<ListObject>() {
        Some(list) => {
            let list: &List = list;
            crate::list::list_insert(list, at, x)
        }
        None => {
            offer(&crate::list::LIST, &list::methods::list_insert);
            offer(&crate::deque::DEQUE, &deque::methods::deque_insert);
            offer(&crate::bytes::BYTEARRAY, &bytes::methods::bytearray_insert);
            crate::call::call_method(a, name!("insert"), &[Value::int(at), x.clone()]).map(drop)
        }
    }
}

macro_rules! rows {
    ($($name:ident $work:ident $left:literal -> $result:ty;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name(a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value) -> PyResult<$result> {
            $work(a, x, lo, hi, key, $left)
        }
    )* };
}

rows! {
    bisect_bisect_left search true -> i64;
    bisect_bisect_right search false -> i64;
    bisect_bisect search false -> i64;
    bisect_insort_left insert true -> ();
    bisect_insort_right insert false -> ();
    bisect_insort insert false -> ();
}
