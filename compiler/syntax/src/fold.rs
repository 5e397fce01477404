//! What every rewriter of the parser's tree has in common.

/// In an `impl Fold<TextRange>`: ranges stay as they are, and nothing fails.
macro_rules! keep_ranges {
    () => {
        type TargetU = rustpython_parser::ast::text_size::TextRange;
        type Error = std::convert::Infallible;
        type UserContext = ();

        fn will_map_user(&mut self, _: &Self::TargetU) {}

        fn map_user(&mut self, range: Self::TargetU, (): ()) -> Result<Self::TargetU, Self::Error> {
            Ok(range)
        }
    };
}
pub(crate) use keep_ranges;
