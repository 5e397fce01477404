# Files in memory, and those of the program, are of the abstract classes that a library asks for.
import io
import sys
import xml.etree.ElementTree as tree
from xml.sax.saxutils import XMLGenerator

text = io.StringIO()
writer = XMLGenerator(text, "utf-8")
writer.startDocument()
writer.startElement("a", {"x": "1"})
writer.characters("t<")
writer.endElement("a")
writer.endDocument()
print(text.getvalue())
document = tree.ElementTree(tree.fromstring("<a>é</a>"))
data = io.BytesIO()
document.write(data)
print(data.getvalue())
writer = XMLGenerator(sys.stdout)
writer.startElement("b", {})
writer.characters("&\n")
