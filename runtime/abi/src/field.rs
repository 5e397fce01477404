//! Specifications of format that are known when compiling, as one word.

/// The specifications that are used most:
/// `[[fill]align][sign][#][0][width][grouping][.precision][kind]`, with a fill
/// of ASCII and up to three digits of width, two of precision.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Field {
    pub fill: u8,
    /// `<`, `>`, `^` or `=`; 0: as the type has it.
    pub align: u8,
    /// `+` or space; 0: only where negative.
    pub sign: u8,
    pub alternate: bool,
    pub width: u16,
    /// `,` or `_`; 0: none.
    pub grouping: u8,
    pub precision: Option<u8>,
    /// The letter at the end; 0: none.
    pub kind: u8,
}

/// What a field shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    Int,
    Float,
    Str,
}

impl Field {
    /// The word of a field without specification.
    pub const PLAIN: i64 = 0;

    /// `None`: not one of these, or refused.
    pub fn parse(spec: &[u8], shown: Shown) -> Option<Field> {
        let mut field = Field {
            fill: b' ',
            ..Field::default()
        };
        let is_align = |c: &u8| matches!(c, b'<' | b'>' | b'^' | b'=');
        let mut rest = match spec {
            [fill, align, rest @ ..] if is_align(align) => {
                (field.fill, field.align) = (*fill, *align);
                rest
            }
            [align, rest @ ..] if is_align(align) => {
                field.align = *align;
                rest
            }
            rest => rest,
        };
        let has_fill = rest.len() + 2 == spec.len();
        match rest {
            [b'-', after @ ..] if shown != Shown::Str => rest = after,
            [sign @ (b'+' | b' '), after @ ..] => {
                (field.sign, rest) = (*sign, after);
            }
            _ => {}
        }
        if let [b'#', after @ ..] = rest {
            (field.alternate, rest) = (true, after);
        }
        if let [b'0', after @ ..] = rest
            && !has_fill
        {
            (field.fill, rest) = (b'0', after);
            if field.align == 0 && shown != Shown::Str {
                field.align = b'=';
            }
        }
        let (width, mut rest) = number(rest)?;
        field.width = width.unwrap_or(0);
        if let [grouping @ (b',' | b'_'), after @ ..] = rest {
            (field.grouping, rest) = (*grouping, after);
        }
        if let [b'.', after @ ..] = rest {
            let (precision, after) = number(after)?;
            field.precision = Some(u8::try_from(precision?).ok().filter(|n| *n < 100)?);
            rest = after;
        }
        match rest {
            [] => {}
            [kind] => field.kind = *kind,
            _ => return None,
        }
        (field.fill.is_ascii() && field.fits(shown)).then_some(field)
    }

    fn fits(&self, shown: Shown) -> bool {
        let as_float = matches!(self.kind, b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%');
        match shown {
            Shown::Str => {
                let plain = self.sign == 0 && !self.alternate && self.grouping == 0;
                plain && self.align != b'=' && matches!(self.kind, 0 | b's')
            }
            Shown::Float => as_float || self.kind == 0,
            Shown::Int if as_float => true,
            Shown::Int => {
                let of_bits = matches!(self.kind, b'x' | b'X' | b'o' | b'b');
                let fits = of_bits && self.grouping != b',' || matches!(self.kind, 0 | b'd');
                fits && self.precision.is_none()
            }
        }
    }

    /// All of it in 57 bits, never [`Field::PLAIN`].
    pub fn pack(self) -> i64 {
        let precision = self.precision.map_or(0, |n| n + 1);
        let sign = match self.sign {
            b'+' => 1,
            b' ' => 2,
            _ => 0,
        };
        let grouping = match self.grouping {
            b',' => 1,
            b'_' => 2,
            _ => 0,
        };
        let bytes = [
            self.fill,
            self.align,
            sign | u8::from(self.alternate) << 2 | grouping << 3,
            precision,
            self.kind,
            self.width as u8,
            (self.width >> 8) as u8,
            1,
        ];
        i64::from_le_bytes(bytes)
    }

    pub fn unpack(word: i64) -> Field {
        let [fill, align, marks, precision, kind, low, high, _] = word.to_le_bytes();
        Field {
            fill,
            align,
            sign: [0, b'+', b' ', 0][usize::from(marks & 3)],
            alternate: marks & 4 != 0,
            width: u16::from(low) | u16::from(high) << 8,
            grouping: [0, b',', b'_', 0][usize::from(marks >> 3 & 3)],
            precision: precision.checked_sub(1),
            kind,
        }
    }
}

/// Up to three digits.
fn number(text: &[u8]) -> Option<(Option<u16>, &[u8])> {
    let length = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(length);
    if length > 3 {
        return None;
    }
    let value = digits
        .iter()
        .fold(0, |n, digit| n * 10 + u16::from(digit - b'0'));
    Some(((length > 0).then_some(value), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs() {
        let specs: [(&str, Shown); 8] = [
            ("5", Shown::Int),
            ("*^+#12_x", Shown::Int),
            ("08.3f", Shown::Float),
            (">10", Shown::Str),
            ("<7.2e", Shown::Float),
            (" ,d", Shown::Int),
            ("0>5", Shown::Str),
            (".1%", Shown::Float),
        ];
        for (spec, shown) in specs {
            let field = Field::parse(spec.as_bytes(), shown).expect(spec);
            assert_eq!(Field::unpack(field.pack()), field, "{spec}");
        }
        let refused = [
            ("=5", Shown::Str),
            (",x", Shown::Int),
            (".2d", Shown::Int),
            ("q", Shown::Int),
            ("1000", Shown::Int),
            (".", Shown::Float),
        ];
        for (spec, shown) in refused {
            assert_eq!(Field::parse(spec.as_bytes(), shown), None, "{spec}");
        }
    }
}
