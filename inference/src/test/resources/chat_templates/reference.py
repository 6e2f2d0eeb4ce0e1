"""Writes references.json: what Python's Jinja makes of published chat templates.

Run with Python 3 and jinja2 3.1.6, from any folder:

    python3 reference.py DATA

DATA is the folder with the public data sets. The templates themselves are not kept here: each is known by its name
and the SHA-256 of its text, each rendering by its SHA-256, or `refused` where the template raises an exception.
There are no tools; a template that fails on none of them is given an empty list.
"""

import datetime
import glob
import hashlib
import json
import os
import sys

import jinja2
import jinja2.ext
import jinja2.sandbox

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = datetime.datetime(2025, 3, 7, 9, 5)


class Generation(jinja2.ext.Extension):
    """The marks for training, without effect."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        call = self.call_method("_same")
        return jinja2.nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _same(self, caller):
        return caller()


def environment():
    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    env = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
    )
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = NOW.strftime
    return env


def templates(data):
    root = os.path.join(data, "tokenizers_hf")
    for path in sorted(glob.glob(os.path.join(root, "**", "*"), recursive=True)):
        name = os.path.relpath(path, root)
        if path.endswith(".jinja"):
            yield name, open(path, encoding="utf-8", newline="").read()
        elif path.endswith(".json") and ("tokenizer_config" in name or "chat_template" in name):
            template = json.load(open(path, encoding="utf-8")).get("chat_template")
            if isinstance(template, str):
                yield name, template


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def render(template, conversation, tools=None):
    messages = [{"role": role, "content": content} for role, content in conversation]
    try:
        return template.render(
            messages=messages,
            tools=tools,
            documents=None,
            add_generation_prompt=True,
            bos_token="<begin>",
            eos_token="<end>",
        )
    except jinja2.exceptions.TemplateError:
        return "refused"
    except TypeError:
        if tools is not None:
            raise
        return render(template, conversation, [])


def main():
    env = environment()
    with open(os.path.join(HERE, "conversations.json"), encoding="utf-8") as file:
        conversations = json.load(file)
    result = []
    texts = {}
    for name, source in templates(sys.argv[1]):
        template = env.from_string(source)
        renderings = {}
        for key, conversation in conversations.items():
            text = render(template, conversation)
            texts[name + "/" + key] = text
            renderings[key] = text if text == "refused" else sha256(text)
        result.append({"template": name, "sha256": sha256(source), "renderings": renderings})
    with open(os.path.join(HERE, "references.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
        file.write("\n")
    if len(sys.argv) > 2:  # the texts themselves, to look at
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            json.dump(texts, file, ensure_ascii=False, indent=1)


main()
