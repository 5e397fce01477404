//! Static data: strs, descriptors, globals, each laid out as
//! `pyaot_abi::layout` says.

use core::mem::{align_of, offset_of, size_of};

use pyaot_abi::FnDecl;
use pyaot_abi::layout::{
    BytesObject, ClassDesc, CodeInfo, FieldDesc, FieldKind, FunctionDesc, Header, PairDesc,
    ProgramInfo, StrObject, TableEntry, TableKind,
};
use pyaot_abi::value::{IMMORTAL, UNBOUND, UNBOUND_F64};
use pyaot_ir::{
    ClassDescData, DataItem, FunctionDescData, GlobalId, Program, Repr, StrId, TableItem,
};

use crate::quiet;
use crate::symbol::Symbol;
use crate::thunk;

/// Heap objects are aligned so that the low bits of their address are free.
const OBJECT_ALIGN: u64 = 16;

/// The content of one piece of data.
pub(crate) struct Static {
    pub bytes: Vec<u8>,
    pub align: u64,
    /// Addresses to fill in: where, of what, plus how much.
    pub addresses: Vec<(u32, Symbol, i64)>,
}

impl Static {
    fn new(size: usize, align: u64) -> Static {
        Static {
            bytes: vec![0; size],
            align,
            addresses: Vec::new(),
        }
    }

    fn word(&mut self, offset: usize, word: u64) {
        self.bytes[offset..offset + size_of::<u64>()].copy_from_slice(&word.to_ne_bytes());
    }

    fn half(&mut self, offset: usize, half: u32) {
        self.bytes[offset..offset + size_of::<u32>()].copy_from_slice(&half.to_ne_bytes());
    }

    fn address(&mut self, offset: usize, symbol: Symbol) {
        self.addresses.push((offset as u32, symbol, 0));
    }

    /// Null when there is none.
    fn text(&mut self, offset: usize, text: Option<StrId>) {
        if let Some(id) = text {
            self.address(offset, Symbol::Str(id));
        }
    }

    /// Room for an array behind what is there, and its offset, which is
    /// also written as an address at `pointer`. `of` is the data itself.
    fn array(&mut self, pointer: usize, size: usize, align: usize, of: Symbol) -> usize {
        let start = self.bytes.len().next_multiple_of(align);
        self.bytes.resize(start + size, 0);
        self.addresses.push((pointer as u32, of, start as i64));
        start
    }
}

/// The `ProgramInfo`, with the rows that can be looked up by name.
pub(crate) fn program_info(program: &Program, methods: &[&'static FnDecl]) -> Static {
    let mut out = Static::new(size_of::<ProgramInfo>(), align_of::<ProgramInfo>() as u64);
    out.text(offset_of!(ProgramInfo, main_file), program.main_file);
    out.text(offset_of!(ProgramInfo, python), program.python);
    out.text(offset_of!(ProgramInfo, hashes), program.hashes);
    out.word(offset_of!(ProgramInfo, n_methods), methods.len() as u64);
    let pointer = size_of::<*const u8>();
    let table = out.array(
        offset_of!(ProgramInfo, methods),
        methods.len() * pointer,
        align_of::<*const u8>(),
        Symbol::ProgramInfo,
    );
    for (n, decl) in methods.iter().enumerate() {
        out.address(table + n * pointer, Symbol::Method(decl));
    }
    if program.runs_finalizers {
        let is_word = |repr| matches!(repr, Repr::Value | Repr::Ref);
        let globals = (program.globals.iter().enumerate())
            .filter(|(_, global)| is_word(global.repr) && !global.is_immortal)
            .map(|(n, _)| GlobalId(n as u32));
        let globals: Vec<GlobalId> = globals.collect();
        out.word(offset_of!(ProgramInfo, n_globals), globals.len() as u64);
        let table = out.array(
            offset_of!(ProgramInfo, globals),
            globals.len() * pointer,
            align_of::<*const u8>(),
            Symbol::ProgramInfo,
        );
        for (n, global) in globals.into_iter().enumerate() {
            out.address(table + n * pointer, Symbol::Global(global));
        }
    }
    out
}

/// The content of `symbol`.
pub(crate) fn describe(program: &Program, symbol: Symbol) -> Static {
    match symbol {
        Symbol::Str(id) => str_object(program.text(id)),
        Symbol::Bytes(id) => bytes_object(program.text(id)),
        Symbol::Global(id) => {
            let mut out = Static::new(size_of::<u64>(), align_of::<u64>() as u64);
            let unbound = match program.globals[id.index()].repr {
                Repr::F64 => UNBOUND_F64,
                _ => UNBOUND,
            };
            out.word(0, unbound);
            out
        }
        Symbol::Code(id) => {
            let code = &program.codes[id.index()];
            let mut out = Static::new(size_of::<CodeInfo>(), align_of::<CodeInfo>() as u64);
            out.text(offset_of!(CodeInfo, name), Some(code.name));
            out.text(offset_of!(CodeInfo, file), Some(code.file));
            out.text(offset_of!(CodeInfo, module), Some(code.module));
            out.half(offset_of!(CodeInfo, line), code.line);
            if let Some((outer, position)) = code.outer {
                out.address(offset_of!(CodeInfo, outer), Symbol::Code(outer));
                out.half(offset_of!(CodeInfo, outer_line), position.line);
            }
            out
        }
        of @ Symbol::Data(id) => match &program.data[id.index()] {
            DataItem::Function(desc) => function_desc(desc, of),
            DataItem::Class(desc) => class_desc(program, desc, of),
            DataItem::Table(items) => table(items),
        },
        Symbol::ThunkWords => Static::new(thunk::WORDS * size_of::<u64>(), OBJECT_ALIGN),
        other => panic!("{other:?} is not static data"),
    }
}

/// A table of constants.
fn table(items: &[TableItem]) -> Static {
    let size = size_of::<TableEntry>();
    let mut out = Static::new(items.len() * size, align_of::<TableEntry>() as u64);
    for (n, item) in items.iter().enumerate() {
        let word = n * size + offset_of!(TableEntry, word);
        let kind = match *item {
            TableItem::Word(value) => {
                out.word(word, value);
                TableKind::Word
            }
            TableItem::Str(text) => {
                out.address(word, Symbol::Str(text));
                TableKind::Word
            }
            TableItem::Bytes(text) => {
                out.address(word, Symbol::Bytes(text));
                TableKind::Word
            }
            TableItem::Float(x) => {
                out.word(word, x.to_bits());
                TableKind::Float
            }
            TableItem::Digits(text) => {
                out.address(word, Symbol::Str(text));
                TableKind::Digits
            }
            TableItem::Container(kind, parts) => {
                out.word(word, parts.into());
                kind
            }
        };
        out.word(n * size + offset_of!(TableEntry, kind), kind as u64);
    }
    out
}

/// An immortal str object.
fn str_object(text: &str) -> Static {
    let start = offset_of!(StrObject, data);
    // The terminator is for C functions that the text is passed to.
    let mut out = immortal(start + text.len() + 1, Symbol::StrType);
    out.word(offset_of!(StrObject, byte_len), text.len() as u64);
    out.word(offset_of!(StrObject, char_len), text.chars().count() as u64);
    out.bytes[start..start + text.len()].copy_from_slice(text.as_bytes());
    out
}

/// An immortal bytes object: one byte for each character.
fn bytes_object(text: &str) -> Static {
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let start = offset_of!(BytesObject, data);
    let mut out = immortal(start + bytes.len(), Symbol::BytesType);
    out.word(offset_of!(BytesObject, len), bytes.len() as u64);
    out.bytes[start..].copy_from_slice(&bytes);
    out
}

/// The beginning of an object that lives for ever.
fn immortal(size: usize, class: Symbol) -> Static {
    let mut out = Static::new(size, OBJECT_ALIGN);
    out.word(offset_of!(Header, refcount), IMMORTAL as u64);
    out.address(offset_of!(Header, ty), class);
    out
}

fn function_desc(desc: &FunctionDescData, of: Symbol) -> Static {
    let mut out = Static::new(size_of::<FunctionDesc>(), align_of::<FunctionDesc>() as u64);
    out.address(
        offset_of!(FunctionDesc, entry),
        Symbol::Function(desc.entry),
    );
    out.text(offset_of!(FunctionDesc, name), Some(desc.name));
    out.text(offset_of!(FunctionDesc, qualname), Some(desc.qualname));
    out.text(offset_of!(FunctionDesc, module), Some(desc.module));
    out.text(offset_of!(FunctionDesc, doc), desc.doc);
    out.half(
        offset_of!(FunctionDesc, n_positional_only),
        desc.n_positional_only,
    );
    out.half(offset_of!(FunctionDesc, n_positional), desc.n_positional);
    out.half(
        offset_of!(FunctionDesc, n_keyword_only),
        desc.n_keyword_only,
    );
    out.half(offset_of!(FunctionDesc, flags), desc.flags);
    out.half(offset_of!(FunctionDesc, line), desc.line);
    let pointer = size_of::<*const StrObject>();
    let size = desc.param_names.len() * pointer;
    let names = out.array(
        offset_of!(FunctionDesc, param_names),
        size,
        align_of::<*const StrObject>(),
        of,
    );
    for (n, name) in desc.param_names.iter().enumerate() {
        out.text(names + n * pointer, Some(*name));
    }
    out
}

fn class_desc(program: &Program, desc: &ClassDescData, of: Symbol) -> Static {
    let mut out = Static::new(size_of::<ClassDesc>(), align_of::<ClassDesc>() as u64);
    out.text(offset_of!(ClassDesc, name), Some(desc.name));
    out.text(offset_of!(ClassDesc, qualname), Some(desc.qualname));
    out.text(offset_of!(ClassDesc, module), Some(desc.module));
    out.text(offset_of!(ClassDesc, doc), desc.doc);
    out.word(offset_of!(ClassDesc, n_fields), desc.fields.len() as u64);
    let size = desc.fields.len() * size_of::<FieldDesc>();
    let fields = out.array(
        offset_of!(ClassDesc, fields),
        size,
        align_of::<FieldDesc>(),
        of,
    );
    for (n, field) in desc.fields.iter().enumerate() {
        let at = fields + n * size_of::<FieldDesc>();
        let kind = if field.is_f64 {
            FieldKind::F64
        } else {
            FieldKind::Value
        };
        out.text(at + offset_of!(FieldDesc, name), Some(field.name));
        out.word(at + offset_of!(FieldDesc, kind), kind as u64);
    }
    out.word(offset_of!(ClassDesc, n_fixed), desc.fixed.len() as u64);
    let pointer = size_of::<*const u8>();
    let fixed = out.array(
        offset_of!(ClassDesc, fixed),
        desc.fixed.len() * pointer,
        pointer,
        of,
    );
    for (n, name) in desc.fixed.iter().enumerate() {
        out.text(fixed + n * pointer, Some(*name));
    }
    out.word(offset_of!(ClassDesc, n_pairs), desc.pairs.len() as u64);
    let size = desc.pairs.len() * size_of::<PairDesc>();
    let pairs = out.array(
        offset_of!(ClassDesc, pairs),
        size,
        align_of::<PairDesc>(),
        of,
    );
    for (n, pair) in desc.pairs.iter().enumerate() {
        let at = pairs + n * size_of::<PairDesc>();
        let (function, code) = (Symbol::Data(pair.function), Symbol::Function(pair.code));
        out.address(at + offset_of!(PairDesc, function), function);
        out.address(at + offset_of!(PairDesc, code), code);
        let is_quiet = quiet::is_quiet(program, &program.functions[pair.code.index()]);
        out.word(at + offset_of!(PairDesc, is_quiet), u64::from(is_quiet));
    }
    out
}
