//! The machine to compile for and Cranelift's settings.

use cranelift_codegen::isa::{self, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use target_lexicon::{Architecture, Triple};

use crate::{Cpu, Error, Options};

/// Functions start on cache lines: unaligned ones move timings by up to 40%.
const FUNCTION_ALIGNMENT_LOG2: &str = "6";

/// What every x86-64-v2 machine has beyond SSE2.
const X86_64_V2: [&str; 6] = [
    "has_sse3",
    "has_ssse3",
    "has_sse41",
    "has_sse42",
    "has_popcnt",
    "has_cmpxchg16b",
];

/// The instruction set of the host, restricted as the options say.
pub(crate) fn isa(options: &Options) -> Result<OwnedTargetIsa, Error> {
    let triple = Triple::host();
    let target_error = |error: String| Error::Target(error);
    let mut flags = settings::builder();
    let mut set = |name: &str, value: &str| {
        flags
            .set(name, value)
            .map_err(|error| Error::Target(format!("{name}: {error}")))
    };
    set("opt_level", if options.optimize { "speed" } else { "none" })?;
    // The single-pass allocator takes minutes for functions with thousands of
    // live values, such as large literals.
    set("regalloc_algorithm", "backtracking")?;
    set(
        "enable_verifier",
        if options.verify { "true" } else { "false" },
    )?;
    set("is_pic", "true")?;
    // It holds the number of Python frames: see `frame.rs`.
    set("enable_pinned_reg", "true")?;
    set("unwind_info", "false")?;
    set("preserve_frame_pointers", "false")?;
    set("log2_min_function_alignment", FUNCTION_ALIGNMENT_LOG2)?;
    let flags = settings::Flags::new(flags);
    let mut builder =
        isa::lookup(triple.clone()).map_err(|error| target_error(error.to_string()))?;
    match options.cpu {
        Cpu::Native => cranelift_native::infer_native_flags(&mut builder)
            .map_err(|error| target_error(error.to_string()))?,
        Cpu::Baseline => {
            if triple.architecture == Architecture::X86_64 {
                for name in X86_64_V2 {
                    builder
                        .enable(name)
                        .map_err(|error| target_error(error.to_string()))?;
                }
            }
        }
    }
    builder
        .finish(flags)
        .map_err(|error| target_error(error.to_string()))
}
