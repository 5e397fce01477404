//! Reads the text that [`Program::print`] writes: what printing the program
//! read from it gives again is the same text, but for source lines in
//! comments. So a pass can be tested by text, before and after.

use std::collections::HashMap;

use pyaot_abi::functions::FnDecl;

use crate::function::{
    Block, BlockId, Edge, Function, Inst, LocalData, LocalId, Raw, Repr, Stage, Terminator,
    ValueData, ValueId,
};
use crate::op::Op;
use crate::printer::Origin;
use crate::program::{
    ClassDescData, CodeId, CodeInfoData, DataId, DataItem, FieldDescData, FuncId, FunctionDescData,
    GlobalData, GlobalId, PairDescData, Program, StrId, TableItem,
};
use crate::text::{Detail, Reader};

/// Why a text is not IR.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// The program a text describes. Its form is checked, its meaning is not:
/// that is for [`crate::verify`], which wants operands and targets that exist.
pub fn parse(text: &str) -> Result<Program, ParseError> {
    let mut parser = Parser {
        program: Program::default(),
        function: None,
        rows: Reader::rows(),
    };
    let mut lines = 0;
    for line in text.lines() {
        lines += 1;
        let error = |message| ParseError {
            line: lines,
            message,
        };
        parser.line(line).map_err(error)?;
    }
    match parser.function {
        None => Ok(parser.program),
        Some(_) => Err(ParseError {
            line: lines,
            message: "`}` is missing".into(),
        }),
    }
}

struct Parser {
    program: Program,
    /// Inside the braces of a function.
    function: Option<Body>,
    rows: HashMap<&'static str, &'static FnDecl>,
}

/// A function whose lines are being read.
struct Body {
    function: Function,
    origin: Origin,
}

impl Parser {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let mut reader = Reader::new(line, &mut self.program, &self.rows)?;
        if reader.is_at_end() {
            return Ok(());
        }
        match &mut self.function {
            Some(_) if reader.try_mark('}') => {
                reader.end()?;
                self.program
                    .functions
                    .extend(self.function.take().map(|body| body.function));
            }
            Some(body) => {
                body.line(&mut reader)?;
                reader.end()?;
            }
            None if reader.try_keyword("function") => {
                let function = header(&mut reader)?;
                reader.end()?;
                self.function = Some(Body {
                    origin: Origin::of_function(function.code),
                    function,
                });
            }
            None => {
                declaration(&mut reader)?;
                reader.end()?;
            }
        }
        Ok(())
    }
}

/// A line outside functions.
fn declaration(reader: &mut Reader<'_>) -> Result<(), String> {
    match reader.word()? {
        "main" => reader.program.main = Some(Detail::read(reader)?),
        "frames" => reader.program.frames = Detail::read(reader)?,
        "observes_death" => reader.program.observes_death = true,
        "runs_finalizers" => reader.program.runs_finalizers = true,
        "file" => reader.program.main_file = Some(Detail::read(reader)?),
        "python" => reader.program.python = Some(Detail::read(reader)?),
        "hashes" => reader.program.hashes = Some(Detail::read(reader)?),
        "code" => {
            let id = CodeId::read(reader)?;
            reader.mark(':')?;
            let (name, file) = (Detail::read(reader)?, Detail::read(reader)?);
            let module = labelled(reader, "module")?;
            let line = labelled(reader, "line")?;
            let outer = match reader.try_keyword("in") {
                true => Some((Detail::read(reader)?, Detail::read(reader)?)),
                false => None,
            };
            in_order(id, id.index(), reader.program.codes.len())?;
            reader.program.add_code(CodeInfoData {
                name,
                file,
                module,
                line,
                outer,
            });
        }
        "global" => {
            let id = GlobalId::read(reader)?;
            reader.mark(':')?;
            let repr = Detail::read(reader)?;
            let name = reader.name()?;
            in_order(id, id.index(), reader.program.globals.len())?;
            let is_immortal = reader.try_keyword("immortal");
            reader.program.globals.push(GlobalData {
                name,
                repr,
                is_immortal,
            });
        }
        "data" => {
            let id = DataId::read(reader)?;
            reader.mark(':')?;
            let item = if reader.try_keyword("class") {
                DataItem::Class(class_desc(reader)?)
            } else if reader.try_keyword("table") {
                DataItem::Table(reader.list(TableItem::read)?)
            } else {
                DataItem::Function(function_desc(reader)?)
            };
            in_order(id, id.index(), reader.program.data.len())?;
            reader.program.add_data(item);
        }
        word => return Err(format!("`{word}` begins no declaration")),
    }
    Ok(())
}

/// Declarations are numbered from 0 without a gap.
fn in_order(id: impl std::fmt::Display, index: usize, expected: usize) -> Result<(), String> {
    match index == expected {
        true => Ok(()),
        false => Err(format!("{id} is number {expected}")),
    }
}

fn doc(reader: &mut Reader<'_>) -> Result<Option<StrId>, String> {
    match reader.try_keyword("doc") {
        true => Detail::read(reader).map(Some),
        false => Ok(None),
    }
}

/// `keyword detail`.
fn labelled<T: Detail>(reader: &mut Reader<'_>, keyword: &str) -> Result<T, String> {
    reader.keyword(keyword)?;
    T::read(reader)
}

fn function_desc(reader: &mut Reader<'_>) -> Result<FunctionDescData, String> {
    Ok(FunctionDescData {
        name: labelled(reader, "function")?,
        entry: labelled(reader, "entry")?,
        qualname: labelled(reader, "qualname")?,
        module: labelled(reader, "module")?,
        doc: doc(reader)?,
        param_names: {
            reader.keyword("params")?;
            reader.list(StrId::read)?
        },
        n_positional_only: labelled(reader, "positional_only")?,
        n_positional: labelled(reader, "positional")?,
        n_keyword_only: labelled(reader, "keyword_only")?,
        flags: labelled(reader, "flags")?,
        line: labelled(reader, "line")?,
    })
}

fn class_desc(reader: &mut Reader<'_>) -> Result<ClassDescData, String> {
    let name = Detail::read(reader)?;
    let qualname = labelled(reader, "qualname")?;
    let module = labelled(reader, "module")?;
    let doc = doc(reader)?;
    reader.keyword("fields")?;
    let fields = reader.list(StrId::read)?;
    reader.keyword("f64")?;
    let raw = reader.list(StrId::read)?;
    reader.keyword("pairs")?;
    let functions = reader.list(DataId::read)?;
    reader.keyword("code")?;
    let codes = reader.list(FuncId::read)?;
    reader.keyword("fixed")?;
    let fixed = reader.list(StrId::read)?;
    let pair = |(function, code)| PairDescData { function, code };
    let field = |name| FieldDescData {
        name,
        is_f64: raw.contains(&name),
    };
    Ok(ClassDescData {
        name,
        qualname,
        module,
        doc,
        fields: fields.into_iter().map(field).collect(),
        pairs: functions.into_iter().zip(codes).map(pair).collect(),
        fixed,
    })
}

/// What stands before the `{` of a function.
fn header(reader: &mut Reader<'_>) -> Result<Function, String> {
    let name = reader.name()?;
    let params = reader.list(Repr::read)?;
    let result = match reader.try_keyword("->") {
        true => Some(Repr::read(reader)?),
        false => None,
    };
    let code = match reader.try_keyword("code") {
        true => CodeId::read(reader)?,
        false => CodeId(0),
    };
    let stage = match reader.try_keyword("stage") {
        true => Stage::read(reader)?,
        false => Stage::Lowered,
    };
    let is_entry = reader.try_keyword("entry");
    let raw = match reader.try_keyword("raw") {
        true => Some(Raw {
            function: FuncId::read(reader)?,
            big: GlobalId::read(reader)?,
        }),
        false => None,
    };
    let quiet = reader.try_keyword("quiet");
    reader.mark('{')?;
    Ok(Function {
        name,
        params,
        result,
        code,
        locals: Vec::new(),
        values: Vec::new(),
        blocks: Vec::new(),
        stage,
        is_entry,
        raw,
        quiet,
    })
}

impl Body {
    fn line(&mut self, reader: &mut Reader<'_>) -> Result<(), String> {
        if reader.try_keyword("local") {
            return self.local(reader);
        }
        if is_numbered(reader.peek_word(), 'b') {
            return self.block(reader);
        }
        if is_numbered(reader.peek_word(), 'v') {
            let result = self.definition(reader)?;
            reader.mark('=')?;
            let mnemonic = reader.word()?.to_string();
            return self.inst(reader, &mnemonic, Some(result));
        }
        let mnemonic = reader.word()?.to_string();
        match self.terminator(reader, &mnemonic)? {
            Some(term) => {
                self.open_block()?.term = term;
                Ok(())
            }
            None => self.inst(reader, &mnemonic, None),
        }
    }

    fn local(&mut self, reader: &mut Reader<'_>) -> Result<(), String> {
        let id = LocalId::read(reader)?;
        reader.mark(':')?;
        let repr = Repr::read(reader)?;
        let name = reader.name()?;
        let keeps = reader.try_keyword("keeps");
        in_order(id, id.index(), self.function.locals.len())?;
        self.function.locals.push(LocalData { name, repr, keeps });
        Ok(())
    }

    fn block(&mut self, reader: &mut Reader<'_>) -> Result<(), String> {
        let id = BlockId::read(reader)?;
        in_order(id, id.index(), self.function.blocks.len())?;
        let params = reader.list(definition)?;
        for (param, repr) in &params {
            self.define(*param, *repr);
        }
        let handler = match reader.try_keyword("handler") {
            true => Some(BlockId::read(reader)?),
            false => None,
        };
        let cold = reader.try_keyword("cold");
        reader.mark(':')?;
        self.function.blocks.push(Block {
            params: params.into_iter().map(|(value, _)| value).collect(),
            insts: Vec::new(),
            term: Terminator::None,
            handler,
            cold,
        });
        Ok(())
    }

    /// The block instructions are put into.
    fn open_block(&mut self) -> Result<&mut Block, String> {
        match self.function.blocks.last_mut() {
            Some(block) if matches!(block.term, Terminator::None) => Ok(block),
            Some(_) => Err("the block has ended".into()),
            None => Err("there is no block yet".into()),
        }
    }

    /// Makes room for a value.
    fn see(&mut self, value: ValueId) {
        let values = &mut self.function.values;
        let unknown = ValueData { repr: Repr::Value };
        values.resize(values.len().max(value.index() + 1), unknown);
    }

    fn define(&mut self, value: ValueId, repr: Repr) {
        self.see(value);
        self.function.values[value.index()].repr = repr;
    }

    fn definition(&mut self, reader: &mut Reader<'_>) -> Result<ValueId, String> {
        let (value, repr) = definition(reader)?;
        self.define(value, repr);
        Ok(value)
    }

    fn value(&mut self, reader: &mut Reader<'_>) -> Result<ValueId, String> {
        let value = ValueId::read(reader)?;
        self.see(value);
        Ok(value)
    }

    fn edge(&mut self, reader: &mut Reader<'_>) -> Result<Edge, String> {
        let block = BlockId::read(reader)?;
        let args = reader.list(ValueId::read)?;
        args.iter().for_each(|value| self.see(*value));
        Ok(Edge { block, args })
    }

    /// Absent when the mnemonic is an instruction's.
    fn terminator(
        &mut self,
        reader: &mut Reader<'_>,
        mnemonic: &str,
    ) -> Result<Option<Terminator>, String> {
        Ok(Some(match mnemonic {
            "open" => Terminator::None,
            "jump" => Terminator::Jump(self.edge(reader)?),
            "branch" => {
                let cond = self.value(reader)?;
                reader.mark(',')?;
                let then = self.edge(reader)?;
                reader.mark(',')?;
                let otherwise = self.edge(reader)?;
                Terminator::Branch {
                    cond,
                    then,
                    otherwise,
                }
            }
            "on_error" => {
                let error = self.edge(reader)?;
                reader.mark(',')?;
                reader.keyword("else")?;
                let ok = self.edge(reader)?;
                Terminator::OnError { ok, error }
            }
            "return" if reader.is_at_end() => Terminator::Return(None),
            "return" => Terminator::Return(Some(self.value(reader)?)),
            "return_error" => Terminator::ReturnError,
            "unreachable" => Terminator::Unreachable,
            _ => return Ok(None),
        }))
    }

    fn inst(
        &mut self,
        reader: &mut Reader<'_>,
        mnemonic: &str,
        result: Option<ValueId>,
    ) -> Result<(), String> {
        let op = Op::read(mnemonic, reader)?;
        let borrow = reader.try_keyword("borrowed");
        let mut args = Vec::new();
        if is_numbered(reader.peek_word(), 'v') {
            args.push(self.value(reader)?);
            while reader.try_mark(',') {
                args.push(self.value(reader)?);
            }
        }
        if reader.next_is('@') {
            self.origin.position = Detail::read(reader)?;
        }
        if reader.try_keyword("in") {
            self.origin.code = Detail::read(reader)?;
        }
        if reader.try_keyword("frames") {
            self.origin.frames = Detail::read(reader)?;
        }
        let inst = Inst {
            op,
            args,
            result,
            position: self.origin.position,
            code: self.origin.code,
            borrow,
            frames: self.origin.frames,
        };
        self.open_block()?.insts.push(inst);
        Ok(())
    }
}

/// `v1:int`.
fn definition(reader: &mut Reader<'_>) -> Result<(ValueId, Repr), String> {
    let value = ValueId::read(reader)?;
    reader.mark(':')?;
    Ok((value, Repr::read(reader)?))
}

/// Whether a word is that letter and a number.
fn is_numbered(word: Option<&str>, letter: char) -> bool {
    let number = word.and_then(|word| word.strip_prefix(letter));
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::parse;

    /// Every form a line can have.
    const TEXT: &str = r#"main f0
file "/home/a b/main.py"
python /usr
code c0: <module> main.py module __main__ line 1
code c1: f "a \"b\"\n" module __main__ line 3 in c0 @3:4-7
global g0:value "class P"
global g1:f64 __main__.x
data d0: function f entry f1 qualname P.f module __main__ doc "what\n\u{301}" params (a, b) positional_only 0 positional 2 keyword_only 0 flags 3 line 12
data d1: class P qualname P module __main__ fields (x, "a b") f64 (x) pairs (d0) code (f1) fixed (x)
data d2: table (word 0x7, word None, str "a b", bytes "y", float -0.0, digits "9223372036854775808", tuple 2, list 1, floats 0, bools 0, dict 0, set 0, constants 3)

function <module>() code c0 stage lowered {
    local l0:value x keeps
    local l1:int keeps
b0 handler b1:
    v0:ref = const_str "a // \"b\" \\ {" @1:0-5
    v1:value = cast value v0
    local_set l0 v1 // x
    v2:f64 = const_f64 -0.0
    v3:f64 = const_f64 0x7ff8000000000001
    v4:value = const_word unbound
    v5:bool = is_word 0x3f v4
    global_set g1 v3 @2:4-3:7 operator 3 5 in c1 frames 2 // __main__.x
    call f1 v1, v1 @2:4-9 method 8 in c0 frames 0 // f g
    jump b1
b1 cold:
    return
}

function "f g"(value, value) -> i64 code c1 stage counted entry {
b0(v0:value, v1:value):
    v2:value = field_get offset=24 repr=value borrowed v0 // not kept
    v3:i64 = view_index axis=0 named=1 v2, v4
    on_error b2, else b1(v3)
b1(v5:i64):
    v6:bool = machine_compare lt v5, v3
    branch v6, b1(v5), b3
b2 cold:
    call_runtime raise_unbound_name v0
    return_error
b3:
    open
}
"#;

    #[test]
    fn what_is_read_is_written_the_same() {
        let again = parse(TEXT).unwrap().print(&|_| None);
        for (wanted, found) in TEXT.lines().zip(again.lines()) {
            let plain = |line: &str| line.replace(" // not kept", "");
            assert_eq!(plain(wanted), found);
        }
        assert_eq!(TEXT.lines().count(), again.lines().count());
    }

    #[test]
    fn what_is_no_ir_is_refused_with_its_line() {
        for (text, line, message) in [
            ("\nbegin", 2, "`begin` begins no declaration"),
            ("main f", 1, "`f` is no FuncId"),
            ("global g1:int x", 1, "g1 is number 0"),
            ("function f() {", 1, "`}` is missing"),
            ("function f() {\nreturn\n}", 2, "there is no block yet"),
            (
                "function f() {\nb0:\nreturn\nreturn\n}",
                4,
                "the block has ended",
            ),
            (
                "function f() {\nb0:\nfly v1\n}",
                3,
                "there is no operation `fly`",
            ),
            (
                "function f() {\nb0:\nint fly\n}",
                3,
                "`fly` is no IntBinary",
            ),
            (
                "function f() {\nb0:\nv0:int = const_int x",
                3,
                "`x` is not what belongs here",
            ),
            (
                "function f() {\nb0:\ncall_runtime fly",
                3,
                "there is no runtime function `fly`",
            ),
            (
                "function f() {\nb0:\nreturn v0 v1\n}",
                3,
                "`v1` is one too many",
            ),
            ("file \"x", 1, "a text does not end"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!((error.line, error.message.as_str()), (line, message));
        }
    }
}
