package lint

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var actionCodes = []CodeInfo{
	{
		Code: "INVALID_ACTION", Type: TypeError, Title: "Invalid action",
		What:    "The service has no such action, or the value is not of the form service:action. A wildcard that matches no action is reported too.",
		Example: `{"Effect": "Allow", "Action": "s3:ListBuckets", "Resource": "*"}`,
		Fix:     "Correct the name. API operations and actions do not always share their names: ListBuckets is allowed by s3:ListAllMyBuckets.",
	},
	{
		Code: "INVALID_SERVICE_IN_ACTION", Type: TypeError, Title: "Invalid service in action",
		What:    "No service has this prefix. IAM knows no wildcards in a service prefix.",
		Example: `{"Effect": "Allow", "Action": "cloudwatchlogs:PutLogEvents", "Resource": "*"}`,
		Fix:     "Use the service's prefix from the Service Authorization Reference.",
	},
	{
		Code: "WILDCARD_IN_SERVICE_NAME", Type: TypeSuggestion, Title: "Wildcard in service name",
		What:    "A wildcard stands where a service's name belongs, so the statement reaches services that do not exist yet.",
		Example: `{"Effect": "Allow", "Action": "codebuild:*", "Resource": "arn:aws:*code*::111122223333:*"}`,
		Fix:     "Name the services.",
	},
}

// operationActions are API operations that are allowed by an action of another
// name, from the notes of each service's page in the Service Authorization
// Reference. They are what people write first.
var operationActions = map[string]string{
	"s3:listbuckets":                     "s3:ListAllMyBuckets",
	"s3:listobjects":                     "s3:ListBucket",
	"s3:listobjectsv2":                   "s3:ListBucket",
	"s3:listobjectversions":              "s3:ListBucketVersions",
	"s3:headobject":                      "s3:GetObject",
	"s3:headbucket":                      "s3:ListBucket",
	"s3:copyobject":                      "s3:PutObject",
	"s3:deleteobjects":                   "s3:DeleteObject",
	"s3:createmultipartupload":           "s3:PutObject",
	"s3:uploadpart":                      "s3:PutObject",
	"s3:completemultipartupload":         "s3:PutObject",
	"s3:listparts":                       "s3:ListMultipartUploadParts",
	"s3:listmultipartuploads":            "s3:ListBucketMultipartUploads",
	"s3:getbucketencryption":             "s3:GetEncryptionConfiguration",
	"s3:putbucketencryption":             "s3:PutEncryptionConfiguration",
	"s3:getbucketlifecycle":              "s3:GetLifecycleConfiguration",
	"s3:putbucketlifecycle":              "s3:PutLifecycleConfiguration",
	"s3:getbucketreplication":            "s3:GetReplicationConfiguration",
	"s3:putbucketreplication":            "s3:PutReplicationConfiguration",
	"s3:getpublicaccessblock":            "s3:GetBucketPublicAccessBlock",
	"s3:putpublicaccessblock":            "s3:PutBucketPublicAccessBlock",
	"lambda:invoke":                      "lambda:InvokeFunction",
	"dynamodb:batchwrite":                "dynamodb:BatchWriteItem",
	"dynamodb:batchget":                  "dynamodb:BatchGetItem",
	"ec2:describeinstance":               "ec2:DescribeInstances",
	"sqs:sendmessagebatch":               "sqs:SendMessage",
	"sqs:deletemessagebatch":             "sqs:DeleteMessage",
	"sqs:changemessagevisibilitybatch":   "sqs:ChangeMessageVisibility",
	"sns:publishbatch":                   "sns:Publish",
	"cloudwatch:putmetricsdata":          "cloudwatch:PutMetricData",
	"bedrock:converse":                   "bedrock:InvokeModel",
	"bedrock:conversestream":             "bedrock:InvokeModelWithResponseStream",
	"sagemaker:invokeendpointwithstream": "sagemaker:InvokeEndpointWithResponseStream",
}

func (l *linter) checkActions(s *statement) {
	for i := range s.actions {
		l.checkAction(s, &s.actions[i])
	}
}

func (l *linter) checkAction(s *statement, a *action) {
	if a.all || a.known != nil {
		return
	}
	text := a.value.Text
	switch {
	case !strings.Contains(text, ":"):
		f := l.add("INVALID_ACTION", l.actionPath(s, a), a.value.Span, "%s is not an action: write service:action.", describe(text))
		if !l.spend(20_000) {
			return
		}
		if found := catalog.WithName(text); len(found) == 1 {
			f.Message += " Did you mean " + found[0] + "?"
			f.Fix = replaceText(a.value, found[0], "Use "+found[0])
		}
	case strings.Contains(a.name, ":"):
		l.add("INVALID_ACTION", l.actionPath(s, a), a.value.Span, "%s is not an action: it has more than one colon.", describe(text))
	case a.prefix == "*":
		l.add("WILDCARD_IN_SERVICE_NAME", l.actionPath(s, a), a.value.Span, "%s reaches every service there is and will be; name the services.", describe(text))
	case a.service == nil:
		l.checkUnknownService(s, a)
	case a.name == "":
		l.add("INVALID_ACTION", l.actionPath(s, a), a.value.Span, "%s names no action of the service.", describe(text))
	case !a.wild:
		l.checkUnknownAction(s, a)
	default:
		some := false
		l.matches(a, func(*catalog.Action) bool { some = true; return false })
		if !some && !l.exhausted() && !catalog.Accepted(text) {
			l.add("INVALID_ACTION", l.actionPath(s, a), a.value.Span, "%s matches no action of %s.", describe(text), a.service.Name)
		}
	}
}

func (l *linter) checkUnknownService(s *statement, a *action) {
	if catalog.AcceptedPrefix(a.prefix) {
		return // a retired service, whose actions the catalog no longer lists
	}
	if policy.HasWildcard(a.prefix) {
		l.add("INVALID_SERVICE_IN_ACTION", l.actionPath(s, a), a.value.Span, "The service %s has a wildcard; IAM knows none in a service prefix.", clip(a.prefix))
		return
	}
	f := l.add("INVALID_SERVICE_IN_ACTION", l.actionPath(s, a), a.value.Span, "There is no service %s.", clip(a.prefix))
	if !l.spend(20_000) {
		return
	}
	if best := nearest(strings.ToLower(a.prefix), catalog.Prefixes()); best != "" {
		f.Message += " Did you mean " + best + "?"
		full := best + ":" + a.name
		if catalog.LookupAction(full) != nil {
			f.Fix = replaceText(a.value, full, "Use "+full)
		}
	}
}

func (l *linter) checkUnknownAction(s *statement, a *action) {
	if catalog.Accepted(a.value.Text) {
		return
	}
	f := l.add("INVALID_ACTION", l.actionPath(s, a), a.value.Span, "%s has no action %s.", a.service.Name, clip(a.name))
	full := operationActions[strings.ToLower(a.value.Text)]
	if full == "" && l.spend(20_000) {
		names := make([]string, len(a.service.Actions))
		for i := range a.service.Actions {
			names[i] = a.service.Actions[i].Name
		}
		if best := nearest(a.name, names); best != "" {
			full = a.service.Prefix + ":" + best
		}
	}
	if full != "" {
		f.Message += " Did you mean " + full + "?"
		f.Fix = replaceText(a.value, full, "Use "+full)
	}
}

// nearest returns the candidate that differs from word by the fewest letters, if
// there is exactly one and it differs by few enough to be a slip of the hand.
func nearest(word string, candidates []string) string {
	limit := 2
	if len(word) < 6 {
		limit = 1
	}
	if len(word) > 64 {
		return ""
	}
	best, count, found := limit+1, 0, ""
	for _, c := range candidates {
		d := distance(word, c, min(best, limit))
		switch {
		case d < best:
			best, count, found = d, 1, c
		case d == best:
			count++
		}
	}
	if best > limit || count != 1 {
		return ""
	}
	return found
}

// distance counts the letters to insert, remove, replace or swap to make one word
// of the other, without regard to case, giving up beyond limit.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [3][80]int
	if len(b) >= len(rows[0]) {
		return limit + 1
	}
	prev2, prev, cur := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if lower(a[i-1]) == lower(b[j-1]) {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && lower(a[i-1]) == lower(b[j-2]) && lower(a[i-2]) == lower(b[j-1]) {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		if slices.Min(cur) > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// describe quotes a value of the author's in a message.
func describe(s string) string {
	if s == "" {
		return "The empty string"
	}
	return clip(s)
}
