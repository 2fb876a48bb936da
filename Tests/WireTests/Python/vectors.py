# SPDX-License-Identifier: Apache-2.0
#
# Holds messages against plain Python protobuf, which knows nothing of our code but the .proto
# files.
#
#   vectors.py check FILE...   each file: {"vectors": [{"name", "message", "hex", "json"}]}
#   vectors.py record FILE...  writes `hex` anew from `json`, and `json` in canonical form
#
# `json` is a text, since its very bytes are promised: fields in the order of their numbers, no
# blanks, whole numbers as strings.

import importlib
import json
import pathlib
import subprocess
import sys
import tempfile

from google.protobuf import json_format

SCHEMA = pathlib.Path(__file__).resolve().parents[3] / "Schema"


def load_messages():
    """Compiles the schema into a folder of its own, and gives the messages by name."""
    with tempfile.TemporaryDirectory() as folder:
        files = sorted(str(p.relative_to(SCHEMA)) for p in SCHEMA.rglob("*.proto"))
        subprocess.run(
            ["protoc", f"-I{SCHEMA}", f"--python_out={folder}", *files], check=True)
        sys.path.insert(0, folder)
        messages = {}
        for file in files:
            module = importlib.import_module(file.removesuffix(".proto").replace("/", ".") + "_pb2")
            for name in module.DESCRIPTOR.message_types_by_name:
                messages[name] = getattr(module, name)
    return messages


def canonical(message):
    value = ordered(json_format.MessageToDict(message), message.DESCRIPTOR)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def ordered(value, descriptor):
    """The same object with its keys in the order of the fields' numbers."""
    result = {}
    for field in sorted(descriptor.fields, key=lambda f: f.number):
        if field.json_name not in value:
            continue
        item = value[field.json_name]
        if field.message_type and field.label == field.LABEL_REPEATED:
            item = [ordered(element, field.message_type) for element in item]
        elif field.message_type:
            item = ordered(item, field.message_type)
        result[field.json_name] = item
    return result


def check(vector, messages):
    """Gives what is wrong with a vector, or None."""
    kind = messages[vector["message"]]
    decoded = kind()
    decoded.ParseFromString(bytes.fromhex(vector["hex"]))
    read = json_format.Parse(vector["json"], kind())
    if decoded != read:
        return "the two encodings differ"
    if read.SerializeToString(deterministic=True).hex() != vector["hex"]:
        return "Python writes other protobuf"
    # Python escapes other characters than we do, so texts are compared as values, in order.
    ours = json.loads(vector["json"], object_pairs_hook=list)
    if json.loads(canonical(read), object_pairs_hook=list) != ours:
        return "Python writes other JSON"
    return None


def main():
    command, *files = sys.argv[1:]
    messages = load_messages()
    count = 0
    failures = []
    for file in files:
        document = json.loads(pathlib.Path(file).read_text())
        for vector in document["vectors"]:
            count += 1
            if command == "record":
                message = json_format.Parse(vector["json"], messages[vector["message"]]())
                vector["hex"] = message.SerializeToString(deterministic=True).hex()
                vector["json"] = canonical(message)
            elif wrong := check(vector, messages):
                failures.append(f"{file}: {vector['name']}: {wrong}")
        if command == "record":
            text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
            pathlib.Path(file).write_text(text)
    print("\n".join(failures) if failures else f"{count} vectors agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
