# stderr: exact
# exit: 1
import re

pattern_text = "a+"


def search(subject_text):
    found = re.search(pattern_text, subject_text)
    return foun.group()


search("caat")
