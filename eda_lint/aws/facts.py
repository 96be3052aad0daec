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

# Lambda: "Defined runtime environment variables" in the developer guide (configuration-envvars),
# as of 2026-08. Beside those that it lists, the system of an image may set HOME, PWD, SHLVL, LC_*.
FUNCTION_VARIABLES = frozenset({
    "_HANDLER", "_X_AMZN_TRACE_ID", "LANG", "TZ", "PATH", "LD_LIBRARY_PATH", "NODE_PATH",
    "PYTHONPATH", "GEM_PATH", "PWD", "SHLVL", "HOME",
})  # fmt: skip
FUNCTION_VARIABLE_PREFIXES = ("AWS_", "LAMBDA_", "_LAMBDA", "_X_AMZN", "_AWS_XRAY", "LC_")
# Powertools for AWS Lambda reads these itself and has a default for each.
UTILITY_VARIABLE_PREFIXES = ("POWERTOOLS_",)
# A script that a layer or the package brings runs before the runtime and may export variables.
WRAPPER_VARIABLE = "AWS_LAMBDA_EXEC_WRAPPER"
# AWS's own layers that bring libraries or an extension and set no variable of the function:
# "Lambda layer" pages of Powertools, Lambda Insights, Parameters and Secrets, and SDK for pandas.
LAYERS_WITHOUT_VARIABLES = (
    ":layer:AWSLambdaPowertools",
    ":layer:LambdaInsightsExtension",
    ":layer:AWS-Parameters-and-Secrets-Lambda-Extension",
    ":layer:AWSSDKPandas",
)

# What reaches a person: "Actions" in the API references of SES (both versions), Pinpoint and End
# User Messaging. SNS's Publish reaches one only by a PhoneNumber.
MESSAGES_TO_PEOPLE = frozenset({
    ("ses", "SendEmail"), ("ses", "SendRawEmail"), ("ses", "SendTemplatedEmail"),
    ("ses", "SendBulkTemplatedEmail"), ("ses", "SendCustomVerificationEmail"),
    ("sesv2", "SendEmail"), ("sesv2", "SendBulkEmail"), ("sesv2", "SendCustomVerificationEmail"),
    ("pinpoint", "SendMessages"), ("pinpoint", "SendUsersMessages"),
    ("pinpoint-email", "SendEmail"), ("pinpoint-sms-voice-v2", "SendTextMessage"),
    ("pinpoint-sms-voice-v2", "SendMediaMessage"), ("pinpoint-sms-voice-v2", "SendVoiceMessage"),
})  # fmt: skip

# Calls that fetch configuration, with the members that name it: the API references of Systems
# Manager, Secrets Manager and AppConfig. A session of AppConfig is begun once and then polled.
CONFIGURATION_FETCHES = {
    ("ssm", "GetParameter"): ("Name",),
    ("ssm", "GetParameters"): ("Names",),
    ("ssm", "GetParametersByPath"): ("Path",),
    ("secretsmanager", "GetSecretValue"): ("SecretId",),
    ("secretsmanager", "BatchGetSecretValue"): ("SecretIdList",),
    ("appconfig", "GetConfiguration"): ("Application", "Environment", "Configuration"),
    ("appconfigdata", "StartConfigurationSession"): (
        "ApplicationIdentifier",
        "EnvironmentIdentifier",
        "ConfigurationProfileIdentifier",
    ),
}

# What changes a configuration with the member that names it, and by service the source of the
# events that tell of changes.
CONFIGURATION_CHANGES = {
    ("ssm", "PutParameter"): "Name",
    ("secretsmanager", "PutSecretValue"): "SecretId",
    ("secretsmanager", "UpdateSecret"): "SecretId",
}
SOURCE_OF_CHANGES = {
    "ssm": "aws.ssm",
    "secretsmanager": "aws.secretsmanager",
    "appconfig": "aws.appconfig",
    "appconfigdata": "aws.appconfig",
}
