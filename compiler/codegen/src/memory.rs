//! Loads, stores and addresses, each access with the alias region of what
//! it touches: a store without one is a fence to Cranelift.

use std::borrow::Cow;

use cranelift_codegen::ir::{
    self as clif, AliasRegionData, GlobalValueData, InstBuilder, MemFlagsData, Type, Value, types,
};
use pyaot_ir::GlobalId;

use crate::function::FunctionCx;
use crate::symbol::Symbol;

/// Memory that no other region overlaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(crate) enum Region {
    /// First word of every counted object, CPython's included.
    Refcount,
    /// Second word of every block: `Header::ty`, `FreeBlock::next`.
    Type,
    /// `pyaot_free_lists`.
    FreeLists,
    /// Bodies of float objects.
    Float,
    /// `InstanceObject::attrs`.
    Attrs,
    /// Immutable once visible: str and tuple bodies, captured cells, argument words.
    Immutable,
    /// Lengths, capacities, items pointer of lists.
    ListHeader,
    /// Items that are words.
    ListItems,
    /// Items that are floats.
    ListFloats,
    /// Items that are bools.
    ListBools,
    /// Lengths and entries pointer of dicts.
    DictHeader,
    /// Keys and values of dicts.
    DictEntries,
    /// Lengths and places pointer of sets.
    SetHeader,
    /// Items of sets.
    SetItems,
    Cell,
    /// The fixed field at this byte offset of any class.
    Field(u32),
    Global(GlobalId),
    FrameDepth,
    /// `pyaot_frame` and the records of frames.
    Frame,
    Limits,
    /// What generators keep between items.
    GeneratorFrame,
    /// Headers of array views.
    View,
    /// Elements of arrays, whatever their type.
    Elements,
    /// The scratch area for the words of calls.
    Words,
    /// `pyaot_ascii_chars`.
    AsciiChars,
    /// What leaves likely code by an exit; written, and read under the next name so that
    /// the two stay apart.
    ExitIn,
    ExitOut,
}

impl Region {
    /// The number and text Cranelift knows the region by.
    fn describe(self) -> (u32, Cow<'static, str>) {
        match self {
            Region::Refcount => (0, "refcount".into()),
            Region::Type => (1, "type".into()),
            Region::Float => (2, "float".into()),
            Region::Immutable => (3, "immutable".into()),
            Region::ListHeader => (4, "list header".into()),
            Region::ListItems => (5, "list items".into()),
            Region::Cell => (6, "cell".into()),
            Region::Words => (8, "call words".into()),
            Region::FreeLists => (9, "free lists".into()),
            Region::Attrs => (10, "attrs".into()),
            Region::View => (11, "view".into()),
            Region::Elements => (12, "elements".into()),
            Region::AsciiChars => (13, "ascii chars".into()),
            Region::FrameDepth => (14, "frame depth".into()),
            Region::Limits => (7, "limits".into()),
            Region::ListFloats => (15, "list floats".into()),
            Region::DictHeader => (16, "dict header".into()),
            Region::DictEntries => (17, "dict entries".into()),
            Region::ListBools => (18, "list bools".into()),
            Region::Frame => (19, "frame".into()),
            Region::GeneratorFrame => (20, "generator frame".into()),
            Region::ExitIn => (21, "exit in".into()),
            Region::ExitOut => (22, "exit out".into()),
            Region::SetHeader => (23, "set header".into()),
            Region::SetItems => (24, "set items".into()),
            Region::Field(offset) => (26 + 2 * offset, format!("field +{offset}").into()),
            Region::Global(id) => (27 + 2 * id.0, format!("global {id}").into()),
        }
    }

    /// Whether the memory never changes while a pointer to it is held.
    fn is_immutable(self) -> bool {
        matches!(self, Region::Immutable | Region::View)
    }
}

impl FunctionCx<'_> {
    fn flags(&mut self, region: Region) -> MemFlagsData {
        let builder = &mut self.builder;
        let alias = *self.regions.entry(region).or_insert_with(|| {
            let (user_id, description) = region.describe();
            builder.func.dfg.alias_regions.insert(AliasRegionData {
                user_id,
                description,
            })
        });
        let flags = MemFlagsData::trusted().with_alias_region(Some(alias));
        match region {
            // Valid and the same wherever the view is at hand.
            Region::View => flags.with_readonly().with_can_move(),
            _ if region.is_immutable() => flags.with_readonly(),
            _ => flags,
        }
    }

    pub(crate) fn load(&mut self, ty: Type, region: Region, at: Value, offset: usize) -> Value {
        self.load_at(ty, region, at, offset as i32)
    }

    pub(crate) fn load_at(&mut self, ty: Type, region: Region, at: Value, offset: i32) -> Value {
        let flags = self.flags(region);
        self.builder.ins().load(ty, flags, at, offset)
    }

    /// A byte as a number without sign.
    pub(crate) fn load_byte(&mut self, region: Region, at: Value, offset: usize) -> Value {
        let flags = self.flags(region);
        self.builder
            .ins()
            .uload8(types::I64, flags, at, offset as i32)
    }

    /// As [`Self::load_at`], of two doubles that need not lie on a boundary of 16 bytes.
    pub(crate) fn load_pair(&mut self, region: Region, at: Value, offset: i32) -> Value {
        let flags = self.flags_of_pairs(region);
        self.builder.ins().load(types::F64X2, flags, at, offset)
    }

    pub(crate) fn store_pair(&mut self, region: Region, value: Value, at: Value, offset: i32) {
        let flags = self.flags_of_pairs(region);
        self.builder.ins().store(flags, value, at, offset);
    }

    fn flags_of_pairs(&mut self, region: Region) -> MemFlagsData {
        let alias = self.flags(region).alias_region();
        MemFlagsData::new().with_notrap().with_alias_region(alias)
    }

    pub(crate) fn store(&mut self, region: Region, value: Value, at: Value, offset: usize) {
        self.store_at(region, value, at, offset as i32);
    }

    pub(crate) fn store_at(&mut self, region: Region, value: Value, at: Value, offset: i32) {
        // What never changes is written once, before anybody reads it.
        let alias = self.flags(region).alias_region();
        let flags = MemFlagsData::trusted().with_alias_region(alias);
        self.builder.ins().store(flags, value, at, offset);
    }

    /// The address of item `index` of words that start at `base`.
    pub(crate) fn item_address(&mut self, base: Value, index: Value) -> Value {
        let offset = self.builder.ins().ishl_imm_u(index, WORD_SHIFT);
        self.builder.ins().iadd(base, offset)
    }

    /// A copy that Cranelift takes for another value: by way of the pinned register,
    /// which holds what it held afterwards.
    pub(crate) fn apart(&mut self, value: Value) -> Value {
        let kept = self.builder.ins().get_pinned_reg(types::I64);
        self.builder.ins().set_pinned_reg(value);
        let copy = self.builder.ins().get_pinned_reg(types::I64);
        self.builder.ins().set_pinned_reg(kept);
        copy
    }

    /// The address of a symbol that ends up in the same executable.
    pub(crate) fn address(&mut self, symbol: Symbol) -> Value {
        let name = symbol.encode();
        let func = &mut self.builder.func;
        let known = self.addresses.entry((name.namespace, name.index));
        let global = *known.or_insert_with(|| address(func, symbol));
        self.builder.ins().symbol_value(types::I64, global)
    }
}

/// Makes the address of `symbol` known to `func`.
pub(crate) fn address(func: &mut clif::Function, symbol: Symbol) -> clif::GlobalValue {
    let name = func.declare_imported_user_function(symbol.encode());
    func.create_global_value(GlobalValueData::Symbol {
        name: clif::ExternalName::user(name),
        offset: 0.into(),
        colocated: true,
        tls: false,
    })
}

/// log2 of the size of a value word.
const WORD_SHIFT: i64 = size_of::<u64>().trailing_zeros() as i64;
