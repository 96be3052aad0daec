"""Where the functions remember what they have done."""

import os

from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

store = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE"])
