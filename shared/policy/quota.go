package policy

// Quota is the largest size AWS accepts for a policy, in characters as [Size]
// counts them unless WhiteSpace says otherwise.
type Quota struct {
	Kind       Kind
	Name       string // what the quota holds for: "managed policy"
	Characters int
	Total      bool // for the sum of all inline policies of one user, group or role
	WhiteSpace bool // white space counts as well when the policy is sent through the API
	Adjustable int  // up to which an increase can be requested; 0 when it cannot
	Source     string
}

const (
	iamQuotas          = "IAM and AWS STS quotas, IAM User Guide"
	organizationQuotas = "Quotas and service limits for AWS Organizations, AWS Organizations User Guide"
)

var quotas = []Quota{
	{Kind: KindIdentity, Name: "managed policy", Characters: 6144, Source: iamQuotas},
	{Kind: KindIdentity, Name: "inline policies of a user", Characters: 2048, Total: true, Source: iamQuotas},
	{Kind: KindIdentity, Name: "inline policies of a group", Characters: 5120, Total: true, Source: iamQuotas},
	{Kind: KindIdentity, Name: "inline policies of a role", Characters: 10240, Total: true, Source: iamQuotas},
	{Kind: KindTrust, Name: "role trust policy", Characters: 2048, Adjustable: 4096, Source: iamQuotas},
	{Kind: KindBoundary, Name: "permissions boundary (a managed policy)", Characters: 6144, Source: iamQuotas},
	{Kind: KindSession, Name: "session policy", Characters: 2048, Source: iamQuotas},
	{Kind: KindSCP, Name: "service control policy", Characters: 10240, WhiteSpace: true, Source: organizationQuotas},
	{Kind: KindRCP, Name: "resource control policy", Characters: 5120, WhiteSpace: true, Source: organizationQuotas},
}

// Quotas returns the size quotas of a kind of policy, smallest scope first. The
// quota of a resource policy depends on the service that stores it: see
// [ResourceQuota].
func Quotas(kind Kind) []Quota {
	var out []Quota
	for _, q := range quotas {
		if q.Kind == kind {
			out = append(out, q)
		}
	}
	return out
}

// resourceQuotas are the sizes, in bytes or characters as the service's own
// quota page says, of the resource policies of each AWS CloudFormation type.
var resourceQuotas = map[string]Quota{
	"AWS::S3::Bucket":                    {Name: "bucket policy", Characters: 20480, WhiteSpace: true, Source: "Bucket policies for Amazon S3, Amazon S3 User Guide"},
	"AWS::S3::AccessPoint":               {Name: "access point policy", Characters: 20480, WhiteSpace: true, Source: "Access points restrictions and limitations, Amazon S3 User Guide"},
	"AWS::KMS::Key":                      {Name: "key policy", Characters: 32768, WhiteSpace: true, Source: "Resource quotas, AWS KMS Developer Guide"},
	"AWS::SecretsManager::Secret":        {Name: "secret's resource policy", Characters: 20480, WhiteSpace: true, Source: "AWS Secrets Manager quotas, AWS Secrets Manager User Guide"},
	"AWS::Lambda::Function":              {Name: "function policy", Characters: 20480, WhiteSpace: true, Source: "Lambda quotas, AWS Lambda Developer Guide"},
	"AWS::DynamoDB::Table":               {Name: "table policy", Characters: 20480, WhiteSpace: true, Source: "Resource-based policy considerations, Amazon DynamoDB Developer Guide"},
	"AWS::ApiGateway::RestApi":           {Name: "API policy", Characters: 8192, WhiteSpace: true, Source: "Amazon API Gateway quotas, API Gateway Developer Guide"},
	"AWS::EFS::FileSystem":               {Name: "file system policy", Characters: 20000, WhiteSpace: true, Source: "Amazon EFS quotas, Amazon EFS User Guide"},
	"AWS::IAM::AssumeRolePolicyDocument": {Kind: KindTrust, Name: "role trust policy", Characters: 2048, Adjustable: 4096, Source: iamQuotas},
}

// ResourceQuota returns the quota of the resource policy of an AWS
// CloudFormation resource type such as AWS::S3::Bucket, and false when it is not
// known here.
func ResourceQuota(resourceType string) (Quota, bool) {
	q, ok := resourceQuotas[resourceType]
	if ok && q.Kind == "" {
		q.Kind = KindResource
	}
	return q, ok
}
