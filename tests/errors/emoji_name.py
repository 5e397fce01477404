# expect: 3:5: error[syntax-error]: invalid character '😀' (U+1F600)
x = 1
y = 😀
