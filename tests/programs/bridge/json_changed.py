# Encoders that the program changes.
import json
json.JSONEncoder.default = lambda self, o: "patched"
print(json.dumps([{1}]))
json.JSONEncoder.item_separator = ";"
print(json.JSONEncoder().encode([1, 2]))
json.JSONDecoder.decode = lambda self, s: "patched"
print(json.loads("[1]"))
