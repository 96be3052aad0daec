"""Where a function's code begins that is deployed as a container image."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.aws.interface import FunctionCode
from eda_lint.aws.lambda_code import function_code
from eda_lint.finding import Confidence
from tests.aws.declared import resource
from tests.bind.scanned import found, scanned

SAM = "AWS::Serverless::Function"
PYTHON = "def handler(event, context): pass\n"
COMMON = "exports.handler = async (event) => event;\n"
OF_PYTHON = "FROM public.ecr.aws/lambda/python:3.13\n"
OF_NODE = "FROM public.ecr.aws/lambda/nodejs:22\n"


def image(
    metadata: dict[str, object] | None = None, config: dict[str, object] | None = None
) -> FunctionCode:
    """A function of an image."""
    properties: dict[str, object] = {"PackageType": "Image"}
    if config is not None:
        properties["ImageConfig"] = config
    given = {"DockerContext": "./fn", "Dockerfile": "Dockerfile"} if metadata is None else metadata
    code = function_code(resource(SAM, properties, "Fn", given), lambda _: None)
    assert code is not None
    return code


@pytest.mark.parametrize(
    ("dockerfile", "path"),
    [
        (f'{OF_PYTHON}COPY app.py ./\nCMD ["app.handler"]', "fn/app.py"),
        (f'{OF_PYTHON}COPY . .\nCMD ["pkg.app.handler"]', "fn/pkg/app.py"),
        (f'{OF_PYTHON}COPY src/ ${{LAMBDA_TASK_ROOT}}\nCMD [ "app.handler" ]', "fn/src/app.py"),
        (f'{OF_PYTHON}COPY src $LAMBDA_TASK_ROOT/src/\nCMD ["src.app.handler"]', "fn/src/app.py"),
        (f"{OF_PYTHON}ADD ./*.py ./\nCMD app.handler", "fn/app.py"),
        (f'{OF_NODE}COPY app.js package*.json ./\nRUN npm ci\nCMD ["app.handler"]', "fn/app.js"),
        (f'{OF_NODE}COPY ["src", "./src"]\nCMD ["src/app.handler"]', "fn/src/app.js"),
        (f'{OF_NODE}COPY app.js ./index.js\nCMD ["index.handler"]', "fn/app.js"),
        # an argument, and a client that runs handlers in any image
        (
            "ARG BASE=python:3.13\nFROM ${BASE}\nARG DIR=/function\nWORKDIR ${DIR}\n"
            'COPY src/* ${DIR}/\nENTRYPOINT ["python", "-m", "awslambdaric"]\nCMD ["app.handler"]',
            "fn/src/app.py",
        ),
        (
            'FROM node:22\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["npx", "aws-lambda-ric"]\n'
            'CMD ["app.handler"]',
            "fn/app.js",
        ),
        # built in an earlier stage
        (
            f"{OF_NODE.strip()} AS build\nWORKDIR /usr/app\nCOPY . .\nRUN npm run build\n"
            f'{OF_NODE}COPY --from=build /usr/app/dist/* ./\nCMD ["app.handler"]',
            "fn/src/app.ts",
        ),
        (
            f"{OF_NODE.strip()} AS base\nCOPY . .\nFROM base\n# all of it\n"
            'CMD [ \\\n  "app.handler" \\\n]',
            "fn/app.js",
        ),
    ],
)
def test_the_command_of_a_dockerfile(dockerfile: str, path: str, tmp_path: Path) -> None:
    text = PYTHON if path.endswith(".py") else COMMON
    code = scanned(tmp_path, {"fn/Dockerfile": dockerfile, path: text})
    located = found(image(), code)
    assert isinstance(located, tuple)
    assert located[:2] == (path, "handler")
    assert (located[2] is Confidence.LIKELY) is path.endswith(".ts")


UNKNOWN = {
    "a program of its own": f'{OF_NODE}COPY . .\nENTRYPOINT ["node", "app.js"]',
    "a command of several words": f'{OF_NODE}COPY . .\nCMD ["node", "app.js"]',
    "no command": f"{OF_NODE}COPY . .",
    "another base": f'{OF_PYTHON}COPY . .\nCMD ["app.handler"]',
    "not copied": f'{OF_NODE}COPY other ./\nCMD ["app.handler"]',
    "no such name": f'{OF_NODE}COPY . .\nCMD ["app.other"]',
    "no stage": 'CMD ["app.handler"]',
    "another image's files": f'{OF_NODE}COPY --from=elsewhere / ./\nCMD ["app.handler"]',
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_an_image_that_cannot_be_followed(case: str, tmp_path: Path) -> None:
    code = scanned(tmp_path, {"fn/Dockerfile": UNKNOWN[case], "fn/app.js": COMMON})
    why = found(image(), code)
    assert isinstance(why, str)
    assert why.startswith("an image")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"Command": ["b.handler"]}, "fn/b.js"),
        ({"Command": ["node", "b.js"]}, "an image whose command is no handler"),
        ({"EntryPoint": ["/run"]}, "an image with an entry point of its own"),
        ({"WorkingDirectory": "/var/task"}, "fn/app.js"),
    ],
)
def test_what_the_template_says_comes_first(
    config: dict[str, object], expected: str, tmp_path: Path
) -> None:
    dockerfile = f'{OF_NODE}COPY . .\nCMD ["app.handler"]'
    files = {"fn/Dockerfile": dockerfile, "fn/app.js": COMMON, "fn/b.js": COMMON}
    located = found(image(config=config), scanned(tmp_path, files))
    assert (located if isinstance(located, str) else located[0]) == expected


def test_the_stage_and_the_file_that_sam_is_told(tmp_path: Path) -> None:
    dockerfile = (
        f'{OF_NODE.strip()} AS one\nCOPY . .\nCMD ["app.handler"]\n'
        'FROM one AS two\nCMD ["b.handler"]'
    )
    files = {"fn/docker/Dockerfile.fn": dockerfile, "fn/app.js": COMMON, "fn/b.js": COMMON}
    code = scanned(tmp_path, files)
    stated: dict[str, object] = {"DockerContext": "fn", "Dockerfile": "docker/Dockerfile.fn"}
    assert found(image(stated), code) == ("fn/b.js", "handler", Confidence.CERTAIN)
    stated["DockerBuildTarget"] = "one"
    assert found(image(stated), code) == ("fn/app.js", "handler", Confidence.CERTAIN)


def test_an_image_of_the_cdk(tmp_path: Path) -> None:
    stated = {"aws:asset:path": "asset.abc", "aws:asset:dockerfile-path": "Dockerfile"}
    declared = resource(
        "AWS::Lambda::Function",
        {"PackageType": "Image", "Code": {"ImageUri": {"Fn::Sub": "${AWS::AccountId}.dkr"}}},
        "Fn",
        dict(stated),
    )
    code = function_code(declared, lambda _: None)
    assert code is not None
    dockerfile = f'{OF_PYTHON}COPY . .\nCMD ["app.handler"]'
    folder = "asset.abc"
    files = scanned(tmp_path, {f"{folder}/Dockerfile": dockerfile, f"{folder}/app.py": PYTHON})
    assert found(code, files) == (f"{folder}/app.py", "handler", Confidence.CERTAIN)


def test_an_image_from_elsewhere(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"Dockerfile": f'{OF_NODE}CMD ["app.handler"]', "app.js": COMMON})
    assert found(image({}), code) == "an image"
