//! The list of passes.

use pyaot_ir::{Function, Program};

use crate::{
    again, alike, apart, bump, carry, chars, choose, cool, cse, dce, exceptions, fold, frames,
    headers, init, inline, keys, licm, merge, numbers, parts, quiet, ranges, raw, reduce,
    refcounts, reserve, rotate, simplify_cfg, sink, ssa, tier, unfold, unroll, vectors, version,
    views,
};

/// One pass.
pub struct Pass {
    /// As `--disable` and `--emit=ir:after=` call it.
    pub name: &'static str,
    /// What it does, in a line.
    pub doc: &'static str,
    /// Whether the program is incomplete without it.
    pub required: bool,
    /// Passes that must come earlier in the list.
    pub after: &'static [&'static str],
    pub run: Run,
}

/// What a pass works on.
#[derive(Clone, Copy)]
pub enum Run {
    /// One function; the rest of the program is there to be asked.
    Function(fn(&mut Function, &Program)),
    Program(fn(&mut Program)),
}

impl Pass {
    const FOLD: Pass = Pass {
        name: "fold",
        doc: "Computes constants and removes operations that change nothing.",
        required: false,
        after: &["ssa"],
        run: Run::Function(fold::run),
    };
    const SIMPLIFY_CFG: Pass = Pass {
        name: "simplify_cfg",
        doc: "Merges, skips and threads blocks.",
        required: false,
        after: &["ssa"],
        run: Run::Function(simplify_cfg::run),
    };
    const CSE: Pass = Pass {
        name: "cse",
        doc: "Shares equal pure computations, constants above all.",
        required: false,
        after: &["ssa"],
        run: Run::Function(cse::run),
    };
    const DCE: Pass = Pass {
        name: "dce",
        doc: "Removes computations and block parameters nobody reads.",
        required: false,
        after: &["ssa"],
        run: Run::Function(dce::run),
    };
}

/// All passes, in the order they run.
pub static PASSES: &[Pass] = &[
    Pass {
        name: "exceptions",
        doc: "Gives every instruction that can raise an edge to its handler or out of the function.",
        required: true,
        after: &[],
        run: Run::Function(exceptions::run),
    },
    Pass {
        name: "ssa",
        doc: "Turns Python variables into SSA values and block parameters.",
        required: true,
        after: &["exceptions"],
        run: Run::Function(ssa::run),
    },
    Pass::FOLD,
    Pass::SIMPLIFY_CFG,
    Pass::DCE,
    Pass {
        name: "alike",
        doc: "Compiles functions that are the same once, and asks for classes that lead to the same together.",
        required: false,
        after: &["ssa"],
        run: Run::Program(alike::run),
    },
    Pass {
        name: "inline",
        doc: "Puts the bodies of small functions in place of calls to them.",
        required: false,
        after: &["ssa"],
        run: Run::Program(inline::run),
    },
    Pass {
        name: "unfold",
        doc: "Puts the body of a small recursive function in place of its calls to itself.",
        required: false,
        after: &["ssa", "inline"],
        run: Run::Program(unfold::run),
    },
    Pass::FOLD,
    Pass::SIMPLIFY_CFG,
    Pass::CSE,
    Pass {
        name: "merge",
        doc: "Compiles functions that are the same once, and those that nobody calls not at all.",
        required: false,
        after: &["ssa", "inline", "unfold"],
        run: Run::Program(merge::run),
    },
    Pass {
        name: "quiet",
        doc: "Finds the functions that leave all as it was, for the passes cse and refcounts.",
        required: false,
        after: &["ssa", "inline"],
        run: Run::Program(quiet::run),
    },
    Pass {
        name: "parts",
        doc: "Walks through parts of lists (`for x in xs[1:]`) without copying them.",
        required: false,
        after: &["ssa", "inline"],
        run: Run::Program(parts::run),
    },
    Pass {
        name: "unroll",
        doc: "Writes the turns of short loops down one after the other.",
        required: false,
        after: &["ssa", "inline", "unfold"],
        run: Run::Function(unroll::run),
    },
    Pass {
        name: "chars",
        doc: "Compares and classifies characters of strs by their code points.",
        required: false,
        after: &["ssa", "inline"],
        run: Run::Function(chars::run),
    },
    Pass {
        name: "numbers",
        doc: "Keeps variables that begin as int constants and hold floats then out of objects.",
        required: false,
        after: &["ssa", "inline"],
        run: Run::Function(numbers::run),
    },
    Pass {
        name: "version",
        doc: "Compiles functions apart for int parameters that fit 32 bits.",
        required: false,
        after: &["ssa", "inline"],
        run: Run::Function(version::run),
    },
    Pass {
        name: "raw",
        doc: "Makes versions of functions that take and give machine integers, for the pass tier.",
        required: false,
        after: &["ssa", "inline", "unfold"],
        run: Run::Program(raw::run),
    },
    Pass {
        name: "tier",
        doc: "Computes with machine integers, with exits to a general copy where one does not fit.",
        required: false,
        after: &["ssa", "version"],
        run: Run::Function(tier::run),
    },
    Pass {
        name: "ranges",
        doc: "Turns ints that provably stay small into machine integers.",
        required: false,
        after: &["ssa"],
        run: Run::Function(ranges::run),
    },
    Pass::FOLD,
    Pass::CSE,
    Pass::SIMPLIFY_CFG,
    Pass::DCE,
    Pass {
        name: "cool",
        doc: "Makes words of machine integers where cold code reads them, not before.",
        required: false,
        after: &["ranges"],
        run: Run::Function(cool::run),
    },
    Pass::DCE,
    Pass {
        name: "views",
        doc: "Runs loops over arrays without tests of indices, behind a guard.",
        required: false,
        after: &["ssa", "ranges"],
        run: Run::Function(views::run),
    },
    Pass {
        name: "rotate",
        doc: "Moves the tests of loops to their ends.",
        required: false,
        after: &["ssa", "simplify_cfg"],
        run: Run::Function(rotate::run),
    },
    Pass {
        name: "licm",
        doc: "Moves computations that do not change out of loops.",
        required: false,
        after: &["rotate"],
        run: Run::Function(licm::run),
    },
    Pass::FOLD,
    Pass::CSE,
    Pass::SIMPLIFY_CFG,
    Pass::DCE,
    Pass {
        name: "keys",
        doc: "Looks tuples up by their items instead of making them.",
        required: false,
        after: &["ssa", "cse"],
        run: Run::Function(keys::run),
    },
    Pass {
        name: "bump",
        doc: "Adds constants to numbers in dicts (`d[k] += 1`) with one look-up.",
        required: false,
        after: &["ssa", "cse", "keys"],
        run: Run::Function(bump::run),
    },
    Pass {
        name: "again",
        doc: "Lets dict operations use what the lookup of their key before them found.",
        required: false,
        after: &["ssa", "cse"],
        run: Run::Function(again::run),
    },
    Pass {
        name: "sink",
        doc: "Moves computations to the one way on which they are needed.",
        required: false,
        after: &["ssa", "rotate"],
        run: Run::Function(sink::run),
    },
    Pass {
        name: "reduce",
        doc: "Counts multiples of counters up instead of multiplying.",
        required: false,
        after: &["rotate", "licm", "sink"],
        run: Run::Function(reduce::run),
    },
    Pass {
        name: "choose",
        doc: "Computes both sides of a short if in a loop, and chooses.",
        required: false,
        after: &["ssa", "rotate", "sink"],
        run: Run::Function(choose::run),
    },
    Pass {
        name: "reserve",
        doc: "Makes room in lists in front of loops that append in every turn.",
        required: false,
        after: &["ssa", "rotate", "licm"],
        run: Run::Function(reserve::run),
    },
    Pass {
        name: "carry",
        doc: "Hands items that one turn of a loop stores to the next one, which reads them.",
        required: false,
        after: &["ssa", "rotate", "licm", "reserve"],
        run: Run::Function(carry::run),
    },
    Pass {
        name: "init",
        doc: "Stores into fields of fresh objects without a look at what was there.",
        required: false,
        after: &["ssa", "inline"],
        run: Run::Function(init::run),
    },
    Pass {
        name: "refcounts",
        doc: "Makes ownership explicit: retains and releases, balanced on every path.",
        required: true,
        after: &["ssa"],
        run: Run::Function(refcounts::run),
    },
    Pass {
        name: "headers",
        doc: "Reads headers of lists in front of loops that do not change them.",
        required: false,
        after: &["refcounts", "rotate"],
        run: Run::Function(headers::run),
    },
    Pass {
        name: "vectors",
        doc: "Takes two elements at a time in loops over floats side by side.",
        required: false,
        after: &["headers", "views", "licm"],
        run: Run::Function(vectors::run),
    },
    Pass {
        name: "apart",
        doc: "Gives what inner loops read names of their own there, for registers.",
        required: false,
        after: &["refcounts", "headers"],
        run: Run::Function(apart::run),
    },
    Pass {
        name: "frames",
        doc: "Cuts the bodies of generators at their yields, with what is live in a frame.",
        required: true,
        after: &["ssa", "refcounts"],
        run: Run::Program(frames::run),
    },
];

#[cfg(test)]
mod tests {
    use super::PASSES;

    #[test]
    fn the_table_is_in_order_and_documented() {
        for (n, pass) in PASSES.iter().enumerate() {
            assert!(
                pass.doc.ends_with('.') && pass.doc.len() > 20,
                "{} wants a doc line",
                pass.name
            );
            for earlier in pass.after {
                assert!(
                    PASSES[..n].iter().any(|other| other.name == *earlier),
                    "{} must come after {earlier}",
                    pass.name
                );
            }
            let times = PASSES
                .iter()
                .filter(|other| other.name == pass.name)
                .count();
            assert!(
                times == 1 || !pass.required,
                "required pass {} is listed twice",
                pass.name
            );
        }
    }
}
