"""The sources that a module of the registry is told to pack, and the images that it builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bind.deployed import bound, function, image

BUILT = '[{ path = "fn", commands = [%s] }]'
OF_PYTHON = "FROM public.ecr.aws/lambda/python:3.13\nCOPY app.py ./\n"
DOCKERFILE = f'{OF_PYTHON}CMD ["app.handler"]\n'


def of_module(folder: Path, source_path: str, *code: str, **arguments: str) -> str:
    """Where the function of a module begins that packs this."""
    given = {"runtime": '"python3.13"', "handler": '"app.handler"', **arguments}
    lines = "\n".join(f"  {name} = {text}" for name, text in given.items())
    call = (
        'module "fn" {\n  source = "terraform-aws-modules/lambda/aws"\n'
        f'  function_name = "fn"\n  source_path = {source_path}\n{lines}\n}}\n'
    )
    (found,) = bound(folder, {"main.tf": call, **dict.fromkeys(code, "")}).values()
    return found


@pytest.mark.parametrize(
    ("source_path", "path"),
    [
        ('"fn"', "fn/app.py"),
        ('"${path.module}/fn"', "fn/app.py"),
        ('"fn/app.py"', "fn/app.py"),
        ('["lib", "fn"]', "fn/app.py"),
        ('[{ path = "lib" }, { path = "fn", pip_requirements = true }]', "fn/app.py"),
        ('{ path = "fn", patterns = ["!tests/.*"] }', "fn/app.py"),
        (BUILT % '"pip install -r requirements.txt -t .", ":zip"', "fn/app.py"),
        ('[{ pip_requirements = "requirements.txt" }, "fn"]', "fn/app.py"),
        ('"lib"', "no app under lib!"),
        ('["lib", var.other]', "a source path that is not known"),
        (BUILT % '"make", ":zip out"', "fn/app.py?"),
    ],
)
def test_source_path(tmp_path: Path, source_path: str, path: str) -> None:
    code = ["fn/app.py", "lib/shared.py"]
    variable = 'variable "other" {}\n'
    (tmp_path / "variables.tf").write_text(variable)
    assert of_module(tmp_path, source_path, *code) == path


def test_a_prefix_in_the_package(tmp_path: Path) -> None:
    source_path = '[{ path = "fn", prefix_in_zip = "orders" }]'
    found = of_module(tmp_path, source_path, "fn/app.py", handler='"orders.app.handler"')
    assert found == "fn/app.py"


def test_what_is_compiled_before_it_is_packed(tmp_path: Path) -> None:
    node = {"runtime": '"nodejs22.x"', "handler": '"index.handler"'}
    for commands, path in (
        ('"npm run build", "cd dist", ":zip"', "fn/src/index.ts?"),
        ('"npm run build", ":zip dist"', "fn/src/index.ts?"),
    ):
        assert of_module(tmp_path, BUILT % commands, "fn/src/index.ts", **node) == path


def images(folder: Path, configuration: str, **files: str) -> dict[str, str]:
    """Where the functions of images begin; each folder with a Dockerfile has a handler."""
    code = {
        path.replace("Dockerfile", "app.py"): "" for path in files if path.endswith("/Dockerfile")
    }
    return bound(folder, {"main.tf": configuration, **files, **code})


ECR = 'resource "aws_ecr_repository" "orders" {\n  name = "orders"\n}\n'
URL = "${aws_ecr_repository.orders.repository_url}"


def built_by(kind: str, what: str) -> str:
    """A resource that builds an image, in HCL."""
    return f'{ECR}resource "{kind}" "x" {{\n{what}\n}}\n'


def command(written: str) -> str:
    """A provisioner that runs a command."""
    return f'  provisioner "local-exec" {{\n    {written}\n  }}'


BUILD = f'  name = "{URL}:1"\n  build {{\n    context = "fn"\n  }}'
PUSHED = f'command = "docker build -t {URL}:1 fn && docker push {URL}:1"'
INSIDE = f'working_dir = "fn"\n    command = "docker buildx build -t {URL} -f Dockerfile --push ."'


@pytest.mark.parametrize(
    ("builder", "uri"),
    [
        (built_by("docker_image", BUILD), "docker_image.x.name"),
        (built_by("docker_image", BUILD), f'"{URL}:1"'),
        (
            built_by("docker_registry_image", BUILD),
            f'"{URL}@${{docker_registry_image.x.sha256_digest}}"',
        ),
        (built_by("null_resource", command(PUSHED)), f'"{URL}:1"'),
        (built_by("terraform_data", command(INSIDE)), f'"{URL}:latest"'),
    ],
)
def test_what_builds_an_image(tmp_path: Path, builder: str, uri: str) -> None:
    files = {"fn/Dockerfile": DOCKERFILE, "other/Dockerfile": DOCKERFILE}
    assert list(images(tmp_path, builder + image(image_uri=uri), **files).values()) == ["fn/app.py"]


def test_an_image_of_the_registry_module(tmp_path: Path) -> None:
    build = (
        'module "image" {\n  source = "terraform-aws-modules/lambda/aws//modules/docker-build"\n'
        '  source_path = "fn"\n}\n'
    )
    configuration = build + image(image_uri="module.image.image_uri")
    files = {"fn/Dockerfile": DOCKERFILE, "other/Dockerfile": DOCKERFILE}
    assert list(images(tmp_path, configuration, **files).values()) == ["fn/app.py"]


def test_the_command_of_a_function_names_the_handler(tmp_path: Path) -> None:
    build = 'resource "docker_image" "x" {\n  name = "x"\n  build {\n    context = "fn"\n  }\n}\n'
    command = 'image_config {\n    command = ["app.handler"]\n  }\n}\n'
    configuration = build + image(image_uri="docker_image.x.name").removesuffix("}\n") + command
    files = {"fn/Dockerfile": OF_PYTHON}
    assert list(images(tmp_path, configuration, **files).values()) == ["fn/app.py"]


@pytest.mark.parametrize(
    "uri",
    [
        '"1234.dkr.ecr.eu-west-1.amazonaws.com/team/orders:latest"',
        '"${var.urls["orders-lambda"]}:latest"',
        f'"{URL}:latest"',
        "var.uri",
    ],
)
def test_an_image_that_is_called_as_its_folder(tmp_path: Path, uri: str) -> None:
    variables = 'variable "urls" {}\nvariable "uri" {}\n'
    configuration = variables + ECR + image("orders", image_uri=uri)
    files = {"fns/orders/Dockerfile": DOCKERFILE, "fns/refunds/Dockerfile": DOCKERFILE}
    assert list(images(tmp_path, configuration, **files).values()) == ["fns/orders/app.py?"]


def test_the_only_dockerfile_is_of_the_only_image(tmp_path: Path) -> None:
    one, two = image("a", image_uri="var.a"), image("b", image_uri="var.b")
    variables = 'variable "a" {}\nvariable "b" {}\n'
    files = {"fn/Dockerfile": DOCKERFILE}
    assert list(images(tmp_path, variables + one, **files).values()) == ["fn/app.py?"]
    assert set(images(tmp_path, variables + one + two, **files).values()) == {"an image"}


def test_the_context_may_lie_above_the_dockerfile(tmp_path: Path) -> None:
    dockerfile = (
        'FROM public.ecr.aws/lambda/python:3.13\nCOPY fns/orders/app.py ./\nCMD ["app.handler"]\n'
    )
    configuration = 'variable "a" {}\n' + image("orders", image_uri="var.a")
    files = {"fns/orders/Dockerfile": dockerfile}
    assert list(images(tmp_path, configuration, **files).values()) == ["fns/orders/app.py?"]


def test_a_command_that_only_one_image_has_the_handler_of(tmp_path: Path) -> None:
    dockerfile = "FROM public.ecr.aws/lambda/python:3.13\nCOPY . .\n"
    config = '  image_config {\n    command = ["take_order.handler"]\n  }\n}\n'
    taking = image("a", image_uri="var.a").removesuffix("}\n") + config
    configuration = 'variable "a" {}\n' + taking + image("b", image_uri="var.a")
    files = {"x/Dockerfile": dockerfile, "y/Dockerfile": dockerfile, "y/take_order.py": ""}
    found = images(tmp_path, configuration, **files)
    assert found["aws_lambda_function.a"] == "y/take_order.py?"


def test_the_registry_module_itself_where_it_is_installed(tmp_path: Path) -> None:
    module = (
        'variable "source_path" {}\n'
        'data "external" "archive_prepare" {\n  count = 1\n  program = ["python3", "package.py"]\n'
        "  query = {\n    source_path = try(tostring(var.source_path), "
        "jsonencode(var.source_path))\n  }\n}\n"
    )
    packed = function(filename="data.external.archive_prepare[0].result.filename")
    calls = "".join(
        f'module "{name}" {{\n  source = "./lambda"\n  source_path = {path}\n}}\n'
        for name, path in (("a", '"a"'), ("b", '[{ path = "b" }]'))
    )
    files = {"main.tf": calls, "lambda/main.tf": module + packed, "a/app.py": "", "b/app.py": ""}
    assert bound(tmp_path, files) == {
        "module.a.aws_lambda_function.this": "a/app.py",
        "module.b.aws_lambda_function.this": "b/app.py",
    }
