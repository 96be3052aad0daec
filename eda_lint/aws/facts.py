"""AWS's defaults and limits, each number once.

Checked on 2026-08-31 against the AWS documentation and the service models that the SDKs are built
from; a changed number is changed here and nowhere else.
"""

from __future__ import annotations

# Lambda: "Lambda quotas" and "Configuring functions" in the developer guide.
FUNCTION_TIMEOUT_SECONDS = 3
FUNCTION_MEMORY_MB = 128
ASYNCHRONOUS_RETRIES = 2
ASYNCHRONOUS_EVENT_AGE_SECONDS = 21_600
ACCOUNT_CONCURRENCY = 1000  # per region; new accounts have 10 or 50 until they ask
UNRESERVED_CONCURRENCY = 100  # of these, functions can never reserve the last hundred
LOOP_ROUNDS = 16  # "approximately": "Use Lambda recursive loop detection"

# Lambda event source mappings: CreateEventSourceMapping in the API reference.
QUEUE_BATCH_SIZE = 10
STREAM_BATCH_SIZE = 100
BATCH_WINDOW_SECONDS = 0
INFINITE = -1  # what MaximumRetryAttempts and MaximumRecordAgeInSeconds of a stream default to

# SQS: SetQueueAttributes in the API reference. The maxReceiveCount default is the console's and
# CreateQueue's when a redrive policy names none.
QUEUE_VISIBILITY_TIMEOUT_SECONDS = 30
QUEUE_RETENTION_SECONDS = 345_600
QUEUE_MAXIMUM_RECEIVES = 10

# Kinesis: IncreaseStreamRetentionPeriod in the API reference.
STREAM_RETENTION_HOURS = 24

# SAM: AWS::Serverless::SimpleTable's PrimaryKey where none is written.
SIMPLE_TABLE_KEY = "id"
