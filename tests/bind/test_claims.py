"""Claims: writes that succeed once. What comes after one that is heeded happens once."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import guards

HEAD = """
import boto3, os, stripe, uuid, redis, datetime
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError
sqs = boto3.client("sqs")
ddb = boto3.client("dynamodb")
table = boto3.resource("dynamodb").Table("t")
r = redis.Redis(host="h")
import django.db.models, pymongo, psycopg, psycopg2, pymysql, sqlalchemy, asyncpg, asyncio
from psycopg2.errors import UniqueViolation
from sqlalchemy import text, insert
from sqlalchemy.dialects.postgresql import insert as pg_insert
from pynamodb.models import Model
from pynamodb.attributes import UnicodeAttribute

class Claim(Model):
    class Meta:
        table_name = "claims"
    id = UnicodeAttribute(hash_key=True)
class Order(django.db.models.Model):
    pass
def claim(key, condition="attribute_not_exists(id)"):
    item = {"id": {"S": key}}
    return {"Put": {"TableName": "t", "Item": item, "ConditionExpression": condition}}
mongo = pymongo.MongoClient("x")
pg2 = psycopg2.connect("x")
pg3 = psycopg.connect("x")
my = pymysql.connect(host="x")
engine = sqlalchemy.create_engine("x")
SQL = "INSERT INTO seen (id) VALUES (%s) ON CONFLICT DO NOTHING"
SQLR = "INSERT INTO seen (id) VALUES (%s) ON CONFLICT (id) DO NOTHING RETURNING id"
PLAIN = "INSERT INTO seen (id) VALUES (%s)"
NAMED = "INSERT INTO seen (id) VALUES (:id) ON CONFLICT DO NOTHING"
NEW = "attribute_not_exists(id)"
IGN = "INSERT IGNORE INTO seen (id) VALUES (%s)"
def handler(event, context):
"""

HEEDED = {
    "a redis key that is new": """
        if not r.set(event["id"], 1, nx=True):
            return
        sqs.send_message()
        """,
    "a redis key that is new, kept in a variable": """
        ok = r.set(name=f"k-{event['id']}", value=1, nx=True, ex=60)
        if ok is None:
            return
        sqs.send_message()
        """,
    "inside of the branch of a new redis key": """
        if r.set(event["id"], 1, nx=True):
            sqs.send_message()
        """,
    "setnx": """
        if not r.setnx(event["id"], 1):
            return
        sqs.send_message()
        """,
    "no row written": """
        with pg2.cursor() as cur:
            cur.execute(SQL, (event["id"],))
            if cur.rowcount == 0:
                return
        sqs.send_message()
        """,
    "less than one row written": """
        cur = pg2.cursor()
        cur.execute(SQL, (event["id"],))
        if cur.rowcount < 1:
            return
        sqs.send_message()
        """,
    "not a row written": """
        cur = pg2.cursor()
        cur.execute(SQL, (event["id"],))
        if not cur.rowcount:
            return
        sqs.send_message()
        """,
    "not one row written": """
        cur = pg2.cursor()
        cur.execute(SQL, (event["id"],))
        if cur.rowcount != 1:
            return
        sqs.send_message()
        """,
    "inside of the branch of a row written": """
        cur = pg2.cursor()
        cur.execute(SQL, (event["id"],))
        if cur.rowcount > 0:
            sqs.send_message()
        """,
    "a comparison in a variable": """
        cur = pg2.cursor()
        cur.execute(SQL, (event["id"],))
        new = cur.rowcount == 1
        pg2.commit()
        if not new:
            return
        sqs.send_message()
        """,
    "a row returned": """
        cur = pg2.cursor()
        cur.execute(SQLR, (event["id"],))
        if cur.fetchone() is None:
            return
        sqs.send_message()
        """,
    "the cursor that execute gives": """
        done = pg3.execute(SQL, (event["id"],)).rowcount
        if not done:
            return
        sqs.send_message()
        """,
    "a row returned by execute": """
        row = pg3.execute(SQLR, (event["id"],)).fetchone()
        if not row:
            return
        sqs.send_message()
        """,
    "INSERT IGNORE, the count that execute gives": """
        with my.cursor() as cur:
            if cur.execute(IGN, (event["id"],)) == 0:
                return
        sqs.send_message()
        """,
    "INSERT IGNORE and rowcount": """
        with my.cursor() as cur:
            cur.execute(IGN, (event["id"],))
            if cur.rowcount == 0:
                return
        sqs.send_message()
        """,
    "SQLAlchemy's text": """
        with engine.begin() as conn:
            result = conn.execute(text(NAMED), {"id": event["id"]})
        if result.rowcount == 0:
            return
        sqs.send_message()
        """,
    "SQLAlchemy's on_conflict_do_nothing": """
        with engine.begin() as conn:
            result = conn.execute(pg_insert(seen).values(id=event["id"]).on_conflict_do_nothing())
            if result.rowcount == 0:
                return
        sqs.send_message()
        """,
    "SQLAlchemy's prefix": """
        with engine.begin() as conn:
            result = conn.execute(insert(seen).prefix_with("IGNORE").values(id=event["id"]))
            if result.rowcount == 0:
                return
        sqs.send_message()
        """,
    "a scalar returned": """
        with engine.begin() as conn:
            got = conn.execute(
                pg_insert(seen).values(id=event["id"]).on_conflict_do_nothing().returning(seen.c.id)
            ).scalar_one_or_none()
            if got is None:
                return
        sqs.send_message()
        """,
    "a helper that claims": """
        def claim(i):
            with pg2.cursor() as cur:
                cur.execute(SQL, (i,))
                return cur.rowcount == 1
        if not claim(event["id"]):
            return
        sqs.send_message()
        """,
    "a unique key that refuses": """
        try:
            pg2.cursor().execute(PLAIN, (event["id"],))
        except UniqueViolation:
            return
        sqs.send_message()
        """,
    "asyncpg's status": """
        async def main(e):
            conn = await asyncpg.connect("x")
            done = await conn.execute(SQL, e["id"])
            if done == "INSERT 0 0":
                return
            sqs.send_message()
        asyncio.run(main(event))
        """,
    "asyncpg's fetchval": """
        async def main(e):
            conn = await asyncpg.connect("x")
            if await conn.fetchval(SQLR, e["id"]) is None:
                return
            sqs.send_message()
        asyncio.run(main(event))
        """,
    "RDS's Data API": """
        answer = boto3.client("rds-data").execute_statement(
            sql=NAMED, parameters=[{"name": "id", "value": {"stringValue": event["id"]}}]
        )
        if answer["numberOfRecordsUpdated"] == 0:
            return
        sqs.send_message()
        """,
    "PynamoDB's condition": """
        Claim(event["id"]).save(condition=Claim.id.does_not_exist())
        sqs.send_message()
        """,
    "PynamoDB's condition that fails": """
        try:
            Claim(event["id"]).save(Claim.id.does_not_exist())
        except PutError:
            return
        sqs.send_message()
        """,
    "DynamoDB's Attr": """
        table.put_item(Item={"id": event["id"]}, ConditionExpression=Attr("id").not_exists())
        sqs.send_message()
        """,
    "DynamoDB's Attr and another": """
        condition = Attr("id").not_exists() & Attr("x").eq(1)
        table.put_item(Item={"id": event["id"]}, ConditionExpression=condition)
        sqs.send_message()
        """,
    "the exception of a resource": """
        try:
            table.put_item(Item={"id": event["id"]}, ConditionExpression=Attr("id").not_exists())
        except table.meta.client.exceptions.ConditionalCheckFailedException:
            return
        sqs.send_message()
        """,
    "the exception of a client": """
        try:
            ddb.put_item(TableName="t", Item={"id": {"S": event["id"]}}, ConditionExpression=NEW)
        except ddb.exceptions.ConditionalCheckFailedException:
            return
        sqs.send_message()
        """,
    "the code of a ClientError": """
        try:
            ddb.put_item(TableName="t", Item={"id": {"S": event["id"]}}, ConditionExpression=NEW)
        except ClientError as err:
            if err.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return {"statusCode": 200}
            raise
        sqs.send_message()
        """,
    "a transaction with a condition": """
        ddb.transact_write_items(TransactItems=[claim(event["id"]), {"Update": {"TableName": "x"}}])
        sqs.send_message()
        """,
    "a transaction that is put together": """
        items = []
        items.append(claim(event["id"]))
        for l in event["lines"]:
            items.append({"Update": {"TableName": "x", "Key": l}})
        ddb.transact_write_items(TransactItems=items)
        sqs.send_message()
        """,
    "a transaction that fails": """
        try:
            ddb.transact_write_items(TransactItems=[claim(event["id"])])
        except ddb.exceptions.TransactionCanceledException:
            return
        sqs.send_message()
        """,
    "a transaction of a resource's client": """
        write = claim(event["id"], Attr("id").not_exists())
        table.meta.client.transact_write_items(TransactItems=[write])
        sqs.send_message()
        """,
    "Django's objects": """
        try:
            Order.objects.create(id=event["id"])
        except IntegrityError:
            return
        sqs.send_message()
        """,
    "a status that is moved on": """
        cursor = pg2.cursor()
        cursor.execute("UPDATE o SET status = 'paid' WHERE id = %s AND status = 'new'", [1])
        if cursor.rowcount == 0:
            return
        sqs.send_message()
        """,
    "MongoDB's unique key": """
        try:
            mongo.shop.claims.insert_one({"_id": event["id"]})
        except DuplicateKeyError:
            return
        sqs.send_message()
        """,
    "a session's commit": """
        try:
            with Session(engine) as session:
                session.add(Row(event["id"]))
                session.commit()
        except IntegrityError:
            return
        sqs.send_message()
        """,
}

IGNORED = {
    "a redis answer that is not looked at": """
        r.set(event["id"], 1, nx=True)
        sqs.send_message()
        """,
    "a redis key that is overwritten": """
        if not r.set(event["id"], 1):
            return
        sqs.send_message()
        """,
    "a redis answer read the wrong way": """
        if r.set(event["id"], 1, nx=True):
            return
        sqs.send_message()
        """,
    "a look before the redis write": """
        if r.get(event["id"]):
            return
        r.set(event["id"], 1)
        sqs.send_message()
        """,
    "rows that are not counted": """
        cur = pg2.cursor()
        cur.execute(SQL, (event["id"],))
        sqs.send_message()
        """,
    "rows of another statement": """
        cur = pg2.cursor()
        cur.execute(SQL, (event["id"],))
        cur.execute("UPDATE x")
        if cur.rowcount == 0:
            return
        sqs.send_message()
        """,
    "a row that is selected": """
        cur = pg2.cursor()
        cur.execute("SELECT 1 FROM seen WHERE id = %s", (event["id"],))
        if cur.fetchone() is not None:
            return
        sqs.send_message()
        """,
    "an insertion that may be repeated": """
        pg2.cursor().execute(PLAIN, (event["id"],))
        sqs.send_message()
        """,
    "a refusal that is swallowed": """
        try:
            pg2.cursor().execute(PLAIN, (event["id"],))
        except UniqueViolation:
            pass
        sqs.send_message()
        """,
    "PynamoDB without a condition": """
        Claim(event["id"]).save()
        sqs.send_message()
        """,
    "PynamoDB's condition that holds twice": """
        Claim(event["id"]).save(condition=Claim.id.exists())
        sqs.send_message()
        """,
    "PynamoDB's refusal that is swallowed": """
        try:
            Claim(event["id"]).save(condition=Claim.id.does_not_exist())
        except PutError:
            pass
        sqs.send_message()
        """,
    "a transaction with a token": """
        write = {"Put": {"TableName": "t"}}
        ddb.transact_write_items(TransactItems=[write], ClientRequestToken=event["id"])
        sqs.send_message()
        """,
    "an update of any row": """
        cursor = pg2.cursor()
        cursor.execute("UPDATE o SET total = total + 1 WHERE id = %s", [event["id"]])
        if cursor.rowcount == 0:
            return
        sqs.send_message()
        """,
    "a payment in the same try": """
        try:
            stripe.PaymentIntent.create(amount=1)
            sqs.send_message()
        except IntegrityError:
            return
        """,
}


def guards_of_message(body: str) -> str:
    """The guards before the message is sent."""
    source = HEAD + textwrap.indent(textwrap.dedent(body), "    ")
    (found,) = [line for line in guards(source) if line.startswith("sqs.")]
    return found


@pytest.mark.parametrize("name", HEEDED)
def test_heeded(name: str) -> None:
    found = guards_of_message(HEEDED[name])
    assert found.startswith("sqs.SendMessage: conditional write ")


@pytest.mark.parametrize("name", IGNORED)
def test_ignored(name: str) -> None:
    assert guards_of_message(IGNORED[name]) == "sqs.SendMessage: none"


KEYS = {
    "a redis key": ("r.set(f\"k-{event['id']}\", 1, nx=True)", "k-$.id"),
    "the only parameter": (
        'my.cursor().execute("INSERT IGNORE INTO t VALUES (%s)", [str(uuid.uuid4())])',
        "uuid4()",
    ),
    "the parameter out of the event": (
        'my.cursor().execute("INSERT IGNORE INTO t VALUES (%s, %s)", (uuid.uuid4(), event["id"]))',
        "$.id",
    ),
}


@pytest.mark.parametrize("name", KEYS)
def test_what_is_compared(name: str) -> None:
    claim, key = KEYS[name]
    body = f"claimed = {claim}\nif claimed:\n    sqs.send_message()"
    assert guards_of_message(body) == f"sqs.SendMessage: conditional write {key}"
