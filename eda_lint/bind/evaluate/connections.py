"""Constructors of database connections, engines and pools, and of HTTP and payment sessions."""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.ecmascript import connections as ecmascript
from eda_lint.bind.evaluate.things import Foreign, Thing
from eda_lint.bind.evaluate.words import words

CONNECTIONS = words(
    """
    psycopg2.connect psycopg2.pool.SimpleConnectionPool psycopg2.pool.ThreadedConnectionPool
    psycopg.connect psycopg.Connection.connect psycopg.AsyncConnection.connect
    psycopg_pool.ConnectionPool psycopg_pool.AsyncConnectionPool pymysql.connect
    pymysql.connections.Connection aiomysql.connect aiomysql.create_pool mysql.connector.connect
    mysql.connector.pooling.MySQLConnectionPool MySQLdb.connect pymongo.MongoClient
    pymongo.mongo_client.MongoClient pymongo.AsyncMongoClient
    motor.motor_asyncio.AsyncIOMotorClient redis.Redis redis.StrictRedis redis.from_url
    redis.Redis.from_url redis.ConnectionPool redis.cluster.RedisCluster redis.RedisCluster
    redis.asyncio.Redis redis.asyncio.from_url redis.asyncio.Redis.from_url
    rediscluster.RedisCluster aioredis.from_url sqlalchemy.create_engine
    sqlalchemy.engine.create_engine sqlalchemy.ext.asyncio.create_async_engine
    sqlmodel.create_engine asyncpg.connect asyncpg.create_pool pg8000.connect
    pg8000.native.Connection pyodbc.connect pymssql.connect oracledb.connect cx_Oracle.connect
    elasticsearch.Elasticsearch opensearchpy.OpenSearch opensearchpy.AsyncOpenSearch
    snowflake.connector.connect redshift_connector.connect neo4j.GraphDatabase.driver
    cassandra.cluster.Cluster kafka.KafkaProducer kafka.KafkaConsumer confluent_kafka.Producer
    pymemcache.client.base.Client pymemcache.Client requests.Session requests.session
    requests.sessions.Session httpx.Client httpx.AsyncClient urllib3.PoolManager
    urllib3.ProxyManager urllib3.HTTPConnectionPool urllib3.HTTPSConnectionPool
    aiohttp.ClientSession aiohttp.client.ClientSession stripe.StripeClient
    pyqldb.driver.qldb_driver.QldbDriver
    """
)


# What is opened on an event loop is closed, or of no use, when that loop ends.
_ON_A_LOOP = re.compile(r"(?i)async|^(aio\w+|motor)\b")
_OWN_LOOPS = words("asyncio.run asyncio.Runner().run anyio.run uvloop.run trio.run")


def is_connection(path: str) -> bool:
    """Whether calling this builds a connection, a pool or a session."""
    return path in CONNECTIONS or path in ecmascript.CONNECTIONS


def is_on_a_loop(path: str) -> bool:
    """Whether what a library's call builds belongs to the event loop that it is built on."""
    return bool(_ON_A_LOOP.search(path))


def runs_own_loop(callee: Thing) -> bool:
    """Whether calling this runs a coroutine on an event loop that ends with the call."""
    return isinstance(callee, Foreign) and callee.path in _OWN_LOOPS
