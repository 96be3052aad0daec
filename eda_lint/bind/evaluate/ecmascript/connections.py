"""JavaScript's constructors of database connections, pools, and HTTP and payment clients."""

from __future__ import annotations

from eda_lint.bind.evaluate.words import words

CONNECTIONS = words(
    """
    pg.Pool pg.Client pg-pool pg-promise() pg-native postgres serverless-postgres
    mysql.createConnection mysql.createPool mysql2.createConnection mysql2.createPool
    mysql2/promise.createConnection mysql2/promise.createPool serverless-mysql
    mariadb.createConnection mariadb.createPool mongodb.MongoClient mongodb.MongoClient.connect
    mongoose.connect mongoose.createConnection ioredis ioredis.Redis ioredis.Cluster
    redis.createClient redis.createCluster @redis/client.createClient @upstash/redis.Redis
    knex knex.knex @prisma/client.PrismaClient typeorm.DataSource typeorm.createConnection
    sequelize sequelize.Sequelize kysely.Kysely drizzle-orm/node-postgres.drizzle
    drizzle-orm/mysql2.drizzle @neondatabase/serverless.Pool @neondatabase/serverless.neon
    @planetscale/database.connect @elastic/elasticsearch.Client
    @opensearch-project/opensearch.Client
    kafkajs.Kafka amqplib.connect amqplib/callback_api.connect neo4j-driver.driver
    cassandra-driver.Client tedious.Connection mssql.connect mssql.ConnectionPool
    oracledb.getConnection oracledb.createPool snowflake-sdk.createConnection memcached
    memjs.Client.create amazon-dax-client data-api-client axios.create got.extend ky.create
    undici.Pool undici.Agent undici.Client https.Agent http.Agent stripe stripe.Stripe
    braintree.BraintreeGateway braintree.connect square.Client square.SquareClient
    @adyen/api-library.Client razorpay @mollie/api-client @mollie/api-client.createMollieClient
    @paypal/checkout-server-sdk.core.PayPalHttpClient @paypal/paypal-server-sdk.Client
    checkout-sdk-node.Checkout gocardless-nodejs dwolla-v2.Client plaid.PlaidApi
    amazon-qldb-driver-nodejs.QldbDriver nodemailer.createTransport openai openai.OpenAI
    @slack/web-api.WebClient algoliasearch
    """
)
