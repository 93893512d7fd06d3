package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var arnCodes = []CodeInfo{
	{
		Code: "INVALID_ARN_PREFIX", Type: TypeError, Title: "Invalid ARN prefix",
		What:    `A resource is neither "*" nor an ARN that begins with arn:.`,
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "example-bucket/*"}`,
		Fix:     "Write the whole ARN: arn:aws:s3:::example-bucket/*.",
	},
	{
		Code: "MISSING_ARN_FIELD", Type: TypeError, Title: "Missing ARN field",
		What:    "An ARN has fewer than its six parts: arn, partition, service, Region, account, resource. Parts may be empty, their colons may not be left out.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::example-bucket/*"}`,
		Fix:     "Add the missing colons or parts.",
	},
	{
		Code: "INVALID_PARTITION", Type: TypeError, Title: "Invalid partition",
		What:    "The second part of an ARN is not an AWS partition.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:amazon:s3:::example-bucket/*"}`,
		Fix:     "Use aws, aws-cn, aws-us-gov, or the partition your account is in.",
	},
	{
		Code: "INVALID_SERVICE", Type: TypeError, Title: "Invalid service",
		What:    "A resource ARN or a condition key names a service that does not exist.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s33:::example-bucket/*"}`,
		Fix:     "Use the service's name from the Service Authorization Reference.",
	},
	{
		Code: "INVALID_ARN_SERVICE_CASE", Type: TypeError, Title: "Invalid ARN service case",
		What:    "The service in an ARN has capital letters. ARNs are compared with regard to case, so it matches nothing.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:S3:::example-bucket/*"}`,
		Fix:     "Write the service in lower case.",
	},
	{
		Code: "INVALID_ARN_REGION", Type: TypeError, Title: "Invalid ARN Region",
		What:    "The Region in an ARN does not exist.",
		Example: `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-9:123456789012:queue"}`,
		Fix:     "Correct the Region.",
	},
	{
		Code: "ARN_REGION_NOT_ALLOWED", Type: TypeError, Title: "ARN Region not allowed",
		What:    "ARNs of this resource have no Region, so one with a Region matches nothing.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:us-east-1::example-bucket/*"}`,
		Fix:     "Leave the Region empty.",
	},
	{
		Code: "MISSING_ARN_REGION", Type: TypeError, Title: "Missing ARN Region",
		What:    "ARNs of this resource always have a Region, so one without matches nothing.",
		Example: `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs::123456789012:queue"}`,
		Fix:     "Add the Region, or * for every Region.",
	},
	{
		Code: "INVALID_ARN_ACCOUNT", Type: TypeError, Title: "Invalid ARN account",
		What:    "The account in an ARN is not a 12-digit account id.",
		Example: `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:12345:queue"}`,
		Fix:     "Write the 12 digits, or * for every account.",
	},
	{
		Code: "ARN_ACCOUNT_NOT_ALLOWED", Type: TypeError, Title: "ARN account not allowed",
		What:    "ARNs of this resource have no account id, so one with an account matches nothing.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::123456789012:example-bucket/*"}`,
		Fix:     "Leave the account empty.",
	},
	{
		Code: "MISSING_ARN_ACCOUNT", Type: TypeError, Title: "Missing ARN account",
		What:    "ARNs of this resource always have an account id, so one without matches nothing.",
		Example: `{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1::queue"}`,
		Fix:     "Add the account id, or * for every account.",
	},
	{
		Code: "INVALID_ARN_RESOURCE", Type: TypeError, Title: "Invalid ARN resource",
		What:    "The last part of an ARN matches no kind of resource of the service.",
		Example: `{"Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::123456789012:roles/admin"}`,
		Fix:     "Use the format the Service Authorization Reference gives for the resource type.",
	},
}

// resource is one value of a Resource or NotResource element.
type resource struct {
	value *policy.Value
	index int
	all   bool // "*"
	arn   policy.ARN
	ok    bool // the value has the six parts of an ARN
}

func newResource(v *policy.Value, index int) resource {
	r := resource{value: v, index: index, all: v.Text == "*"}
	if !r.all {
		r.arn, r.ok = policy.ParseARN(v.Text)
	}
	return r
}

// checkResources checks the form of every resource.
func (l *linter) checkResources(s *statement) {
	if l.kind == policy.KindTrust {
		return // has none; reported elsewhere
	}
	for i := range s.resources {
		if r := &s.resources[i]; !r.all {
			l.checkARN(s, r)
		}
	}
}

func (l *linter) checkARN(s *statement, r *resource) {
	text := r.value.Text
	if !strings.HasPrefix(text, "arn:") {
		if l.kind == policy.KindResource && strings.HasPrefix(text, "execute-api:/") {
			return // API Gateway's own form: see "API Gateway resource policy examples"
		}
		l.add("INVALID_ARN_PREFIX", l.resourcePath(s, r), r.value.Span, `%s is neither "*" nor an ARN.`, describe(text))
		return
	}
	if !r.ok {
		l.checkShortARN(s, r)
		return
	}
	if !l.checkPartition(s, r) || !l.checkARNService(s, r) {
		return
	}
	fieldsGood := l.checkARNRegion(s, r)
	fieldsGood = l.checkARNAccount(s, r) && fieldsGood
	if fieldsGood {
		l.checkARNFormat(s, r)
	}
}

// checkShortARN reports an ARN with too few parts. IAM stores some of these and
// takes the missing parts as wildcards; Access Analyzer reports every one.
func (l *linter) checkShortARN(s *statement, r *resource) {
	parts := strings.Count(r.value.Text, ":") + 1
	l.add("MISSING_ARN_FIELD", l.resourcePath(s, r), r.value.Span,
		"The ARN %s has %d of its six parts: arn:partition:service:region:account:resource.", clip(r.value.Text), min(parts, 5))
}

func (l *linter) checkPartition(s *statement, r *resource) bool {
	p := r.arn.Partition
	if hasPattern(p) {
		for _, known := range partitions {
			if overlaps(p, known) {
				return true
			}
		}
	} else if isPartition(p) {
		return true
	}
	l.add("INVALID_PARTITION", l.resourcePath(s, r), r.value.Span, "%s is not an AWS partition; use %s.", describe(p), strings.Join(partitions, ", "))
	return false
}

// checkARNService reports whether the ARN's service is one whose ARNs are known.
func (l *linter) checkARNService(s *statement, r *resource) bool {
	service := r.arn.Service
	switch {
	case service == "":
		l.add("MISSING_ARN_FIELD", l.resourcePath(s, r), r.value.Span, "The ARN %s names no service.", clip(r.value.Text))
	case hasPattern(service):
		l.add("WILDCARD_IN_SERVICE_NAME", l.resourcePath(s, r), r.value.Span, "The ARN %s has a wildcard for its service; name the service.", clip(r.value.Text))
		if l.isIAM() || l.kind == policy.KindSession {
			l.malformed(l.resourcePath(s, r), r.value.Span, "IAM refuses a wildcard in the service of an ARN.")
		}
	case arnServiceKnown(service):
		return true
	case arnServiceKnown(strings.ToLower(service)):
		fixed := r.arn
		fixed.Service = strings.ToLower(service)
		f := l.add("INVALID_ARN_SERVICE_CASE", l.resourcePath(s, r), r.value.Span, "The service %s of the ARN must be in lower case.", clip(service))
		f.Fix = replaceText(r.value, fixed.String(), "Write the service in lower case")
	default:
		l.add("INVALID_SERVICE", l.resourcePath(s, r), r.value.Span, "There is no service %s.", clip(service))
	}
	return false
}

func (l *linter) checkARNRegion(s *statement, r *resource) bool {
	region := r.arn.Region
	if region == "" || hasPattern(region) || isRegion(region) {
		return true
	}
	l.add("INVALID_ARN_REGION", l.resourcePath(s, r), r.value.Span, "There is no Region %s.", clip(region))
	return false
}

func (l *linter) checkARNAccount(s *statement, r *resource) bool {
	account := r.arn.Account
	if account == "" || hasPattern(account) || policy.IsAccountID(account) || arnOwners[account] {
		return true
	}
	l.add("INVALID_ARN_ACCOUNT", l.resourcePath(s, r), r.value.Span, "%s is not a 12-digit account id.", clip(account))
	return false
}

// arnOwners stand in the place of the account in ARNs of what AWS or its partners
// own: managed policies (aws), origin access identities (cloudfront), Marketplace
// products, third-party and Amazon images.
var arnOwners = map[string]bool{
	"aws": true, "cloudfront": true, "aws-marketplace": true, "amazon": true, "third-party": true,
	"aws-managed": true, "aws-optimized": true, "self": true,
}

// hasPattern reports whether a part of an ARN stands for more than itself.
func hasPattern(s string) bool {
	return strings.ContainsAny(s, "*?") || strings.Contains(s, "${")
}

// arnServiceKnown reports whether ARNs of the service exist.
func arnServiceKnown(service string) bool {
	if _, ok := arnServices[service]; ok {
		return true
	}
	return service == strings.ToLower(service) && (catalog.Known(service) || catalog.AcceptedPrefix(service))
}
