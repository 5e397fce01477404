# A library that is not beside the program reads the functions of the module that calls it.
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "elsewhere"))
import ply.lex as lex

tokens = ("NAME", "NUMBER")
t_NAME = r"\w+"


def t_NUMBER(t):
    r"\d+"
    return t


print(lex.lex())
