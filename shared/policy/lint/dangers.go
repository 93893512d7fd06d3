package lint

// The tables below were compiled from the descriptions of the actions in the
// Service Authorization Reference and the API references of the services. A test
// checks that every action exists.

// dataActions read the contents of stores.
var dataActions = setOf(
	"s3:getobject", "s3:getobjectversion", "s3express:createsession",
	"ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "ssm:getparameterhistory",
	"secretsmanager:getsecretvalue", "secretsmanager:batchgetsecretvalue",
	"dynamodb:scan", "dynamodb:query", "dynamodb:getitem", "dynamodb:batchgetitem", "dynamodb:exporttabletopointintime",
	"kinesis:getrecords", "sqs:receivemessage",
	"ebs:getsnapshotblock", "rds:downloadcompletedblogfile", "rds:startexporttask",
	"codecommit:gitpull", "codecommit:getfile", "lambda:getfunction",
	"athena:getqueryresults", "redshift-data:getstatementresult", "rds-data:executestatement",
	"kms:decrypt", "kms:reencryptfrom",
)

// credentialActions answer with credentials, tokens or passwords.
var credentialActions = setOf(
	"chime:createapikey", "codepipeline:pollforjobs", "codeartifact:getauthorizationtoken",
	"cognito-identity:getcredentialsforidentity", "cognito-identity:getopenidtoken", "cognito-identity:getopenidtokenfordeveloperidentity",
	"connect:getfederationtoken", "ec2:getpassworddata", "ec2-instance-connect:sendsshpublickey",
	"elasticmapreduce:getclustersessioncredentials", "emr-containers:getmanagedendpointsessioncredentials",
	"gamelift:requestuploadcredentials", "gamelift:getcomputeaccess", "gamelift:getinstanceaccess",
	"iam:createaccesskey", "iam:createloginprofile", "iam:createservicespecificcredential", "iam:resetservicespecificcredential", "iam:updateloginprofile",
	"lakeformation:gettemporarygluetablecredentials", "lakeformation:gettemporarygluepartitioncredentials",
	"lightsail:getinstanceaccessdetails", "lightsail:getrelationaldatabasemasteruserpassword", "lightsail:createbucketaccesskey", "lightsail:downloaddefaultkeypair",
	"mediapackage:rotatechannelcredentials", "mediapackage:rotateingestendpointcredentials",
	"rds-db:connect", "redshift:getclustercredentials", "redshift:getclustercredentialswithiam", "redshift-serverless:getcredentials",
	"sagemaker:createpresigneddomainurl", "sagemaker:createpresignednotebookinstanceurl",
	"s3:getdataaccess", "snowball:getjobunlockcode", "sts:assumerole", "sts:getfederationtoken",
)

// sensitiveActions turn off logging or protection, or destroy for good.
var sensitiveActions = setOf(
	"cloudtrail:stoplogging", "cloudtrail:deletetrail", "cloudtrail:updatetrail", "cloudtrail:puteventselectors", "cloudtrail:deleteeventdatastore",
	"config:stopconfigurationrecorder", "config:deleteconfigurationrecorder", "config:deletedeliverychannel", "config:deleteconfigrule",
	"guardduty:deletedetector", "guardduty:updatedetector", "guardduty:disassociatefromadministratoraccount", "guardduty:createipset",
	"securityhub:disablesecurityhub", "macie2:disablemacie", "inspector2:disable", "detective:deletegraph", "access-analyzer:deleteanalyzer",
	"ec2:deleteflowlogs", "ec2:disableebsencryptionbydefault", "logs:deleteloggroup", "logs:deletelogstream",
	"s3:putbucketpublicaccessblock", "s3:putaccountpublicaccessblock", "s3:deletebucket", "s3:putbucketlogging", "s3:bypassgovernanceretention", "s3:putlifecycleconfiguration",
	"kms:schedulekeydeletion", "kms:disablekey", "kms:deleteimportedkeymaterial",
	"iam:deleteaccountpasswordpolicy", "iam:updateaccountpasswordpolicy", "iam:deactivatemfadevice", "iam:deleterolepermissionsboundary", "iam:deleteuserpermissionsboundary",
	"organizations:leaveorganization", "organizations:closeaccount", "organizations:removeaccountfromorganization", "organizations:detachpolicy", "organizations:disablepolicytype",
	"account:closeaccount", "backup:deletebackupvault", "backup:deleterecoverypoint", "rds:deletedbcluster", "rds:deletedbinstance",
	"dynamodb:deletetable", "route53:deletehostedzone", "waf:deletewebacl", "wafv2:deletewebacl", "shield:deleteprotection",
)
