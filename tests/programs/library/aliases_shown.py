# Aliases of the classes of re, evaluated; and what they show.
# exit: 1
# stderr-last: AttributeError: type object 'list' has no attribute 'date'
import re, typing
X = re.Pattern[str]
Y = typing.Union[str, re.Pattern[str], None]
Z = list[re.Match]
W = re.Pattern | None
print(X, Z.date(2020, 1, 1), W)

X = re.Pattern[str]
W = re.Pattern | None
def f(p: X, q: W = None) -> re.Match[str] | None: return p.match('ab')
print(f(re.compile('a')), isinstance(re.compile('a'), W))
print(typing.Dict[str, None], typing.Callable[[int], None], typing.Tuple[None], typing.Union[None, int, str], typing.Optional[int], typing.List[None], typing.Literal[None, 1, 'a'], typing.Annotated[int, None], typing.Annotated[typing.Optional[int], 'x', 5], typing.Union[int, None], typing.Tuple[int, ...], typing.Callable[..., typing.Any])
print(Y)
