"""Comments move along; everything else stays as it is, byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.fix.mending import dedented, mended

CASES = {
    "comments above and beside": (
        """
        import boto3


        def handler(event, context):
            # why this handler is

            # the queue of orders,
            #   in this region
            sqs = boto3.client("sqs")  # built once

            # sends
            sqs.list_queues()
        """,
        """
        import boto3

        # the queue of orders,
        #   in this region
        sqs = boto3.client("sqs")  # built once


        def handler(event, context):
            # why this handler is

            # sends
            sqs.list_queues()
        """,
    ),
    "comments of equal constructions": (
        """
        import boto3


        def store():
            # the bucket
            s3 = boto3.client("s3")  # noqa
            s3.list_buckets()


        def handler(event, context):
            # the bucket
            # of receipts
            s3 = boto3.client("s3")  # slow
            s3.list_buckets()
            store()
        """,
        """
        import boto3

        # the bucket
        # of receipts
        # slow
        s3 = boto3.client("s3")  # noqa


        def store():
            s3.list_buckets()


        def handler(event, context):
            s3.list_buckets()
            store()
        """,
    ),
    "several lines": (
        """
        import boto3


        def handler(event, context):
            if True:
                pass
            sqs = boto3.client(
                "sqs",
                # near
                region_name="eu-west-1",
            )
            return send(
                sqs,
                boto3.client(
                    "sns",
                ),
            )


        def send(sqs, sns):
            return (
                boto3
                .client("s3")
                .list_buckets()
            )
        """,
        """
        import boto3

        sqs = boto3.client(
            "sqs",
            # near
            region_name="eu-west-1",
        )
        sns_client = boto3.client(
            "sns",
        )
        s3_client = (boto3
        .client("s3"))


        def handler(event, context):
            if True:
                pass
            return send(
                sqs,
                sns_client,
            )


        def send(sqs, sns):
            return (
                s3_client
                .list_buckets()
            )
        """,
    ),
    "a docstring, and nothing left but it": (
        '''
        """The module."""

        import boto3


        def unused():
            """Does nothing."""
            sqs = boto3.client("sqs")


        def empty():
            # a comment
            sns = boto3.client("sns")  # of sns


        def handler(event, context):
            """Handles."""

            s3 = boto3.client("s3")

            unused()
            empty()
            return s3.list_buckets()
        ''',
        '''
        """The module."""

        import boto3

        sqs = boto3.client("sqs")
        # a comment
        sns = boto3.client("sns")  # of sns
        s3 = boto3.client("s3")


        def unused():
            """Does nothing."""


        def empty():
            pass


        def handler(event, context):
            """Handles."""

            unused()
            empty()
            return s3.list_buckets()
        ''',
    ),
    "one line": (
        """
        import boto3
        def handler(event, context): sqs = boto3.client("sqs"); return sqs.list_queues()
        """,
        """
        import boto3
        sqs_client = boto3.client("sqs")
        def handler(event, context): sqs = sqs_client; return sqs.list_queues()
        """,
    ),
    "the last of several": (
        """
        import boto3


        def handler(event, context):
            print(event)
            # unused
            sqs = boto3.client("sqs")


        # the end
        """,
        """
        import boto3

        # unused
        sqs = boto3.client("sqs")


        def handler(event, context):
            print(event)


        # the end
        """,
    ),
    "a string over lines": (
        '''
        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs", endpoint_url="""
            http://localhost""")
            return sqs.list_queues()
        ''',
        '''
        import boto3

        sqs = boto3.client("sqs", endpoint_url="""
            http://localhost""")


        def handler(event, context):
            return sqs.list_queues()
        ''',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_layout(name: str, tmp_path: Path) -> None:
    before, after = CASES[name]
    assert mended(tmp_path, before) == dedented(after)


SOURCE = '''\
# encoding: utf-8
"""Grüße – 你好."""
import   boto3 # odd

NAME = 'x'\x20\x20\x20\n\n
def handler( event,context ):
\tsqs  =  boto3.client( 'sqs' , region_name = 'eu' )   # ⚡
\t\x20
\tprint('é', boto3.client('sns').list_topics(),   sqs )
\treturn {  'a':1 }\x20\x20
'''
MENDED = '''\
# encoding: utf-8
"""Grüße – 你好."""
import   boto3 # odd

NAME = 'x'\x20\x20\x20
sqs  =  boto3.client( 'sqs' , region_name = 'eu' )   # ⚡
sns_client = boto3.client('sns')
\n
def handler( event,context ):
\tprint('é', sns_client.list_topics(),   sqs )
\treturn {  'a':1 }\x20\x20
'''


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "no newline"])
def test_bytes_outside_of_the_edits(newline: str, mark: str, end: str, tmp_path: Path) -> None:
    def written(source: str) -> str:
        text = source.rstrip("\n") if end else source
        return mark + text.replace("\n", newline)

    assert mended(tmp_path, written(SOURCE).encode()) == written(MENDED)


def test_mixed_newlines_stay_mixed(tmp_path: Path) -> None:
    before = "import boto3\r\n\n\r\ndef handler(event, context):\n    s = boto3.client('s3')\r\n"
    before += "    return s.list_buckets()\n\f\n# end"
    after = "import boto3\r\n\r\ns = boto3.client('s3')\r\n\n\r\ndef handler(event, context):\n"
    after += "    return s.list_buckets()\n\f\n# end"
    assert mended(tmp_path, before.encode()) == after


def test_every_other_line_stays(tmp_path: Path) -> None:
    before = dedented(
        """
        import boto3
        x = { 'a' : 1,
              "b":2 }

        class  Odd( object ) :
                def  f( self ) :

                        return   boto3.client( "sqs" ) .list_queues( )

        def handler(event, context) :
            '''doc'''
            return Odd( ).f( )
        """
    )
    after = mended(tmp_path, before) or ""
    changes = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert [line for line in changes if line[0] in "+-"] == [
        '+ sqs_client = boto3.client( "sqs" )',
        '-                 return   boto3.client( "sqs" ) .list_queues( )',
        "+                 return   sqs_client .list_queues( )",
    ]
