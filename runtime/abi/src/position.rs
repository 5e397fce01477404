//! Where in a source file code comes from, for tracebacks.

/// Lines are 1-based, columns count code points from 0, as they do for an
/// instruction of CPython's; `anchors` is what CPython underlines apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Default)]
pub struct Position {
    /// 0: none.
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
    pub anchors: Anchors,
}

/// The part of an expression that CPython underlines with other characters.
/// Columns count from the start of the expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Default)]
pub enum Anchors {
    #[default]
    None,
    /// The operator between two operands: the end of the left, the start of the right.
    Operator(u32, u32),
    /// The brackets: the end of the value, the end of the index.
    Subscript(u32, u32),
    /// Of a method call, the end of the method's name: the lookup is all that
    /// is underlined when it fails.
    Method(u32),
}

impl Anchors {
    /// What [`Position::pack_anchors`] has packed.
    pub const fn unpack(packed: i64) -> Anchors {
        let left = low(packed >> (2 + ANCHOR_BITS), ANCHOR_BITS);
        let right = low(packed >> 2, ANCHOR_BITS);
        match packed & 3 {
            1 => Anchors::Operator(left, right),
            2 => Anchors::Subscript(left, right),
            3 => Anchors::Method(left),
            _ => Anchors::None,
        }
    }
}

const COLUMN_BITS: u32 = 16;
const LINES_BITS: u32 = 8;
const LINE_BITS: u32 = 22;
const ANCHOR_BITS: u32 = 15;

const fn low(value: i64, bits: u32) -> u32 {
    (value & ((1 << bits) - 1)) as u32
}

impl Position {
    pub const NONE: Position = Position {
        line: 0,
        end_line: 0,
        column: 0,
        end_column: 0,
        anchors: Anchors::None,
    };

    /// A line without columns.
    pub const fn of_line(line: u32) -> Position {
        Position {
            line,
            end_line: line,
            ..Position::NONE
        }
    }

    /// Whether it has columns.
    pub const fn has_columns(&self) -> bool {
        self.end_line > self.line || self.end_column > self.column
    }

    /// Line and columns as one positive number; without the columns where
    /// they are too large.
    pub fn pack(&self) -> i64 {
        let line = i64::from(self.line.min((1 << LINE_BITS) - 1));
        let lines = self.end_line.saturating_sub(self.line);
        let column_max = (1 << COLUMN_BITS) - 1;
        if self.column > column_max || self.end_column > column_max || lines >> LINES_BITS != 0 {
            return line;
        }
        let mut packed = i64::from(self.column);
        packed = packed << COLUMN_BITS | i64::from(self.end_column);
        packed = packed << LINES_BITS | i64::from(lines);
        packed << LINE_BITS | line
    }

    /// The anchors as a number; 0 for none.
    pub fn pack_anchors(&self) -> i64 {
        let (kind, left, right) = match self.anchors {
            Anchors::None => return 0,
            Anchors::Operator(left, right) => (1, left, right),
            Anchors::Subscript(left, right) => (2, left, right),
            Anchors::Method(end) => (3, end, 0),
        };
        if left >> ANCHOR_BITS != 0 || right >> ANCHOR_BITS != 0 {
            return 0;
        }
        (i64::from(left) << ANCHOR_BITS | i64::from(right)) << 2 | kind
    }

    /// The position of which these are the two numbers.
    pub fn unpack(packed: i64, anchors: i64) -> Position {
        let line = low(packed, LINE_BITS);
        let packed = packed >> LINE_BITS;
        let lines = low(packed, LINES_BITS);
        let packed = packed >> LINES_BITS;
        Position {
            line,
            end_line: line + lines,
            column: low(packed >> COLUMN_BITS, COLUMN_BITS),
            end_column: low(packed, COLUMN_BITS),
            anchors: Anchors::unpack(anchors),
        }
    }

    /// The line of the position of which this is the first number; 0 for none.
    pub const fn line_of(packed: i64) -> u32 {
        low(packed, LINE_BITS)
    }
}
