//! Words and objects of the reference interpreter.

use pyaot_abi::value::{SMALL_INT_MAX, SMALL_INT_MIN};

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Word {
    /// Unbound, None, True, ...
    Immediate(u64),
    Small(i64),
    Object(usize),
}

#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    BigInt(i128),
    Float(u64),
    Str(String),
    /// Made by an effect; told apart by a number.
    Opaque(u64),
    /// A list, tuple, cell, instance or function: numbered, and holds words.
    Container(u64, Vec<Word>),
}

#[derive(Clone, Debug)]
pub struct Object {
    pub count: i64,
    pub kind: Kind,
    pub is_static: bool,
}

/// All objects ever made; what goes wrong with counts lands in `fault`.
#[derive(Default)]
pub struct Heap {
    pub objects: Vec<Object>,
    pub fault: Option<String>,
}

impl Heap {
    pub fn fail(&mut self, text: String) {
        self.fault.get_or_insert(text);
    }

    pub fn allocate(&mut self, kind: Kind) -> Word {
        self.objects.push(Object {
            count: 1,
            kind,
            is_static: false,
        });
        Word::Object(self.objects.len() - 1)
    }

    pub fn int(&mut self, n: i128) -> Word {
        match i64::try_from(n) {
            Ok(n) if (SMALL_INT_MIN..=SMALL_INT_MAX).contains(&n) => Word::Small(n),
            _ => self.allocate(Kind::BigInt(n)),
        }
    }

    pub fn retain(&mut self, word: Word) {
        if let Word::Object(id) = word {
            if self.objects[id].count <= 0 {
                self.fail(format!("retain of dead object {id}"));
            }
            self.objects[id].count += 1;
        }
    }

    pub fn release(&mut self, word: Word) {
        let Word::Object(id) = word else { return };
        let object = &mut self.objects[id];
        object.count -= 1;
        let count = object.count;
        if count < 0 || (count == 0 && object.is_static) {
            self.fail(format!("object {id} released too often"));
        }
        if count == 0
            && let Kind::Container(_, items) = &mut self.objects[id].kind
        {
            for item in std::mem::take(items) {
                self.release(item);
            }
        }
    }

    /// Replaces an item of a container; the new one's count moves in.
    pub fn store(&mut self, container: Word, index: usize, item: Word) {
        let old = std::mem::replace(&mut self.items(container)[index], item);
        self.release(old);
    }

    pub fn items(&mut self, container: Word) -> &mut Vec<Word> {
        match container {
            Word::Object(id) => match &mut self.objects[id].kind {
                Kind::Container(_, items) => items,
                other => panic!("{other:?} is no container"),
            },
            other => panic!("{other:?} is no container"),
        }
    }

    pub fn check_alive(&mut self, word: Word, counted: bool) {
        if let (Word::Object(id), true) = (word, counted)
            && self.objects[id].count <= 0
        {
            self.fail(format!(
                "use of dead object {id} {:?}",
                self.objects[id].kind
            ));
        }
    }

    /// How a word appears in events.
    pub fn describe(&self, word: Word) -> String {
        match word {
            Word::Immediate(bits) => format!("#{bits:x}"),
            Word::Small(n) => n.to_string(),
            Word::Object(id) => match &self.objects[id].kind {
                Kind::BigInt(n) => n.to_string(),
                Kind::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
                Kind::Str(text) => format!("{text:?}"),
                Kind::Opaque(n) => format!("object{n}"),
                Kind::Container(n, _) => format!("container{n}"),
            },
        }
    }

    /// Compares every count with the references there are: from `roots` and
    /// from live containers.
    pub fn check_counts(&mut self, roots: &[Word]) {
        let mut expected = vec![0i64; self.objects.len()];
        let mut note = |word: &Word| {
            if let Word::Object(id) = word {
                expected[*id] += 1;
            }
        };
        roots.iter().for_each(&mut note);
        for object in &self.objects {
            if let (Kind::Container(_, items), true) = (&object.kind, object.count > 0) {
                items.iter().for_each(&mut note);
            }
        }
        for (id, expected) in expected.into_iter().enumerate() {
            let object = &self.objects[id];
            let expected = expected + i64::from(object.is_static);
            if object.count != expected {
                let text = format!(
                    "object {id} {:?} ends with count {} for {expected} references",
                    object.kind, object.count
                );
                self.fail(text);
            }
        }
    }
}
