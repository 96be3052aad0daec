"""Makes applications of the size that published ones have on average.

576 public SAM and CloudFormation templates have 132 lines, 6.3 resources and 0.93 functions each:
what is written here has about as much, with the code of its one function.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.applications import STORE, TO_TOPIC, WORKER

_TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: >
  Parcels of depot {number}: takes them from a queue, notes where they are, and tells whoever wants
  to know. (An application of the size that published ones have.)

Parameters:
  Stage:
    Type: String
    Description: Which deployment this is
    AllowedValues:
      - test
      - prod
    Default: test
  LogRetention:
    Type: Number
    Description: Days to keep logs
    Default: 14

Globals:
  Function:
    Runtime: python3.13
    Timeout: 20
    MemorySize: 256
    Tracing: Active
    Environment:
      Variables:
        STAGE: !Ref Stage
        LOG_LEVEL: INFO

Resources:
  ##########################################
  #  Where parcels are noted               #
  ##########################################
  Parcels:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - AttributeName: id
          AttributeType: S
      KeySchema:
        - AttributeName: id
          KeyType: HASH
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: true
      Tags:
        - Key: stage
          Value: !Ref Stage
        - Key: depot
          Value: "{number}"

  ##########################################
  #  Where parcels come from               #
  ##########################################
  Arrivals:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${{Stage}}-depot-{number}-arrivals"
      VisibilityTimeout: 120
      KmsMasterKeyId: alias/aws/sqs
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Failed.Arn
        maxReceiveCount: 5

  Failed:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600
      KmsMasterKeyId: alias/aws/sqs

  ##########################################
  #  Who handles them                      #
  ##########################################
  Register:
    Type: AWS::Serverless::Function
    Properties:
      Description: Notes a parcel and tells of it
      CodeUri: src/
      Handler: app.handler
      Environment:
        Variables:
          ORDERS_TABLE: !Ref Parcels
          SHIPPED_TOPIC_ARN: !Ref Registered
      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Parcels
        - SNSPublishMessagePolicy:
            TopicName: !GetAtt Registered.TopicName
      Events:
        Parcels:
          Type: SQS
          Properties:
            Queue: !GetAtt Arrivals.Arn
            BatchSize: 10
            FunctionResponseTypes:
              - ReportBatchItemFailures

  RegisterLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub "/aws/lambda/${{Register}}"
      RetentionInDays: !Ref LogRetention

  Registered:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !Sub "Parcels of depot {number} (${{Stage}})"

Outputs:
  ArrivalsUrl:
    Description: Where depots send what arrives
    Value: !Ref Arrivals
  ParcelsTable:
    Description: Where parcels are noted
    Value: !Ref Parcels
  RegisteredTopic:
    Description: Whom to ask for news
    Value: !Ref Registered
    Export:
      Name: !Sub "${{Stage}}-depot-{number}-registered"
"""


def write_average_applications(folder: Path, count: int) -> tuple[Path, ...]:
    """Write so many applications of average size; their templates."""
    return tuple(_write(folder / f"depot_{number:03}", number) for number in range(1, count + 1))


def _write(folder: Path, number: int) -> Path:
    code = folder / "src"
    code.mkdir(parents=True)
    (code / "app.py").write_text(WORKER.format(service=number, step=1), encoding="utf-8")
    (code / "store.py").write_text(STORE, encoding="utf-8")
    (code / "outlet.py").write_text(TO_TOPIC, encoding="utf-8")
    template = folder / "template.yaml"
    template.write_text(_TEMPLATE.format(number=number), encoding="utf-8")
    return template
