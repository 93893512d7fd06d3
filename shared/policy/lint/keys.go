package lint

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var keyCodes = []CodeInfo{
	{
		Code: "INVALID_CONDITION_KEY_FORMAT", Type: TypeError, Title: "Invalid condition key format",
		What:    "A condition key is not of the form prefix:name.",
		Example: `{"StringEquals": {"username": "ana"}}`,
		Fix:     "Write the prefix: aws:username.",
	},
	{
		Code: "INVALID_GLOBAL_CONDITION_KEY", Type: TypeError, Title: "Invalid global condition key",
		What:    "There is no global condition key of this name.",
		Example: `{"StringEquals": {"aws:PrincipleOrgID": "o-a1b2c3d4e5"}}`,
		Fix:     "Correct the name.",
	},
	{
		Code: "UNSUPPORTED_GLOBAL_CONDITION_KEY", Type: TypeError, Title: "Unsupported global condition key",
		What:    "aws:ARN is not supported any more.",
		Example: `{"ArnEquals": {"aws:ARN": "arn:aws:iam::123456789012:role/app"}}`,
		Fix:     "Use aws:PrincipalArn for the caller, aws:SourceArn for the resource a service acts for.",
	},
	{
		Code: "DEPRECATED_GLOBAL_CONDITION_KEY", Type: TypeWarning, Title: "Deprecated global condition key",
		What:    "aws:ARN is deprecated.",
		Example: `{"ArnEquals": {"aws:ARN": "arn:aws:iam::123456789012:role/app"}}`,
		Fix:     "Use aws:PrincipalArn.",
	},
	{
		Code: "INVALID_SERVICE_CONDITION_KEY", Type: TypeError, Title: "Invalid service condition key",
		What:    "The service has no condition key of this name.",
		Example: `{"StringEquals": {"s3:bucketname": "example"}}`,
		Fix:     "Correct the name.",
	},
	{
		Code: "UNSUPPORTED_ACTION_FOR_CONDITION_KEY", Type: TypeError, Title: "Unsupported action for condition key",
		What:    "Requests for this action never carry the key that the statement requires, so the statement never applies to the action.",
		Example: `{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "*", "Condition": {"StringLike": {"s3:prefix": "home/*"}}}`,
		Fix:     "Move the action into a statement of its own without the key.",
	},
	{
		Code: "IAMC_CONDITION_KEY_NOT_SUPPORTED", Type: TypeWarning, Title: "Condition key not supported",
		What:      "No action that the wildcard stands for knows the condition key that the statement requires, so the statement never applies to them.",
		Example:   `{"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Condition": {"StringLike": {"s3:prefix": "home/*"}}}`,
		Fix:       "Use a key of the service, or a global key.",
		LearnMore: userGuide + "reference_policies_actions-resources-contextkeys.html",
	},
	{
		Code: "MISSING_PAIRED_CONDITION_KEYS", Type: TypeSecurityWarning, Title: "Missing paired condition keys",
		What:    "Private addresses are not unique: aws:VpcSourceIp says little without the VPC or endpoint it belongs to.",
		Example: `{"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}}`,
		Fix:     "Test aws:SourceVpc or aws:SourceVpce as well.",
	},
	{
		Code: "UNTRUSTWORTHY_CONDITION_KEY", Type: TypeSecurityWarning, Title: "Untrustworthy condition key",
		What:    "The caller chooses the value of this key.",
		Example: `{"StringLike": {"aws:UserAgent": "my-app/*"}}`,
		Fix:     "Test who calls, or from which network, instead.",
	},
	{
		Code: "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES", Type: TypeWarning, Title: "Use condition key only with supported services",
		What:    "The key works with some services only; the statement reaches others too.",
		Example: `{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}}}`,
		Fix:     "List actions of the services that support the key.",
	},
	{
		Code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", Type: TypeSecurityWarning, Title: "String like operator with ARN condition keys",
		What:    "A wildcard in StringLike also crosses the colons between the parts of an ARN.",
		Example: `{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}}`,
		Fix:     "Use ArnLike, which compares ARNs part by part.",
	},
	{
		Code: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT", Type: TypeSecurityWarning, Title: "DynamoDB attributes without select",
		What:    "Requests that name no attributes get all of them, whatever dynamodb:Attributes says.",
		Example: `{"ForAllValues:StringEquals": {"dynamodb:Attributes": ["UserId", "Name"]}}`,
		Fix:     `Add "StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}.`,
	},
	{
		Code: "S3_PREFIX_IN_NEGATIVE_CONTEXT", Type: TypeSecurityWarning, Title: "S3 prefix in negative context",
		What:    "Forbidding a prefix does not hide it: a request with a shorter prefix lists the same objects.",
		Example: `{"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*", "Condition": {"StringLike": {"s3:prefix": "private/*"}}}`,
		Fix:     "Allow the prefixes that may be listed, with StringLike; or deny with StringNotLike.",
	},
	{
		Code: "IRRELEVANT_CONDITION_KEY_IN_POLICY", Type: TypeSuggestion, Title: "Irrelevant condition key in policy",
		What:    "The key describes the resource the policy belongs to, so its value never varies.",
		Example: `{"StringEquals": {"s3:ResourceAccount": "123456789012"}}`,
		Fix:     "Use the key in identity-based policies; remove it here.",
	},
}

// keyInfo is what is known of a condition key.
type keyInfo struct {
	prefix, name string // split at the colon: "aws", "PrincipalTag/team"
	wellFormed   bool
	global       bool                  // a key of every service
	provider     bool                  // a claim of an identity provider
	service      *catalog.Service      // whose prefix it has
	known        *catalog.ConditionKey // nil when unknown
	tag          string                // "ResourceTag", "RequestTag" or "PrincipalTag" for a global key about one tag
}

// tagKey stands for the global keys about one tag, whose type is String.
var tagKeys = map[string]*catalog.ConditionKey{
	"requesttag":   {Name: "aws:RequestTag/${TagKey}", Type: "String"},
	"resourcetag":  {Name: "aws:ResourceTag/${TagKey}", Type: "String"},
	"principaltag": {Name: "aws:PrincipalTag/${TagKey}", Type: "String"},
}

var tagNames = map[string]string{"requesttag": "RequestTag", "resourcetag": "ResourceTag", "principaltag": "PrincipalTag"}

func lookupKey(text string) keyInfo {
	at := strings.IndexByte(text, ':')
	if slash := strings.IndexByte(text, '/'); slash >= 0 && slash < at {
		// An OpenID Connect provider may have a path: gitlab.com/group:sub.
		at = strings.LastIndexByte(text, ':')
	}
	if at <= 0 || at == len(text)-1 {
		return keyInfo{}
	}
	k := keyInfo{prefix: text[:at], name: text[at+1:], wellFormed: true}
	switch {
	case strings.EqualFold(k.prefix, "aws"):
		k.global = true
		if family, tag, ok := strings.Cut(k.name, "/"); ok && tag != "" {
			family = strings.ToLower(family)
			k.known, k.tag = tagKeys[family], tagNames[family]
			return k
		}
		if known := catalog.GlobalKey(text); known != nil && !strings.Contains(known.Name, "${") {
			k.known = known
		}
		return k
	case strings.ContainsAny(k.prefix, "./") || strings.EqualFold(k.prefix, "saml"):
		k.provider = true
		if sts := catalog.Lookup("sts"); sts != nil {
			k.known = sts.ConditionKey(text)
		}
		return k
	}
	k.service = catalog.Lookup(k.prefix)
	if k.service != nil {
		k.known = k.service.ConditionKey(text)
	}
	if crossService[strings.ToLower(k.prefix)] {
		if known := catalog.GlobalKey(text); known != nil {
			k.known, k.global = known, true
		}
	}
	return k
}

// crossService are the services whose keys some requests to other services carry:
// see "Cross-service condition keys" on the page of global condition keys.
var crossService = map[string]bool{
	"codebuild": true, "ec2": true, "glue": true, "identitystore": true, "lambda": true, "ssm": true,
}

func (k *keyInfo) multivalued() bool {
	return k.known != nil && k.known.Multivalued() && !openCardinality[strings.ToLower(k.known.Name)]
}

func (k *keyInfo) singleValued() bool { return k.known != nil && !k.known.Multivalued() }

// unpublished reports whether AWS uses the key without publishing it.
func (k *keyInfo) unpublished() bool {
	name := strings.ToLower(k.prefix + ":" + k.name)
	if at := strings.IndexByte(name, '/'); at >= 0 {
		name = name[:at+1]
	}
	return unpublishedKeys[name]
}

// is reports whether the key has one of the names, compared as AWS does.
func (c *condition) is(names ...string) bool {
	for _, n := range names {
		if strings.EqualFold(n, c.key.Name.Text) {
			return true
		}
	}
	return false
}

// has reports whether any condition of the statement tests one of the keys.
func (s *statement) has(names ...string) bool {
	for i := range s.conditions {
		if s.conditions[i].is(names...) {
			return true
		}
	}
	return false
}

// checkKey checks that the key exists.
func (l *linter) checkKey(s *statement, c *condition) {
	name, k := c.key.Name.Text, &c.info
	path := l.conditionPath(s, c, -1)
	switch {
	case !k.wellFormed:
		f := l.add("INVALID_CONDITION_KEY_FORMAT", path, c.key.Name.Span, "%s is not of the form prefix:name.", describe(name))
		if catalog.GlobalKey("aws:"+name) != nil && strings.IndexByte(name, ':') < 0 {
			f.Message += " Did you mean aws:" + name + "?"
			f.Fix = replaceText(&c.key.Name, "aws:"+name, "Use aws:"+name)
		}
	case c.is("aws:ARN"):
		code, instead := "DEPRECATED_GLOBAL_CONDITION_KEY", "aws:PrincipalArn"
		if l.kind.HasPrincipal() {
			code, instead = "UNSUPPORTED_GLOBAL_CONDITION_KEY", "aws:PrincipalArn or aws:SourceArn"
		}
		l.add(code, path, c.key.Name.Span, "aws:ARN is out of use; test %s.", instead)
	case l.missingTag(s, c):
	case k.known != nil || k.provider || k.unpublished():
	case k.global:
		f := l.add("INVALID_GLOBAL_CONDITION_KEY", path, c.key.Name.Span, "There is no global condition key %s.", clip(name))
		if l.spend(5_000) {
			suggestKey(f, c, catalog.GlobalKeys())
		}
	case k.service == nil:
		if !catalog.AcceptedPrefix(k.prefix) && !l.keyOfActions(s, name) {
			l.add("INVALID_SERVICE", path, c.key.Name.Span, "There is no service %s.", clip(k.prefix))
		}
	case !l.keyOfActions(s, name):
		f := l.add("INVALID_SERVICE_CONDITION_KEY", path, c.key.Name.Span, "%s has no condition key %s.", k.service.Name, clip(name))
		if l.spend(5_000) {
			suggestKey(f, c, k.service.ConditionKeys)
		}
	}
}

// keyOfActions reports whether a service of the statement's actions lists the key
// among its own, as some do for keys with another prefix.
func (l *linter) keyOfActions(s *statement, name string) bool {
	var last *catalog.Service
	for i := range s.actions {
		svc := s.actions[i].service
		if svc == nil || svc == last || !l.spend(1) {
			continue
		}
		last = svc
		if svc.ConditionKey(name) != nil {
			return true
		}
	}
	return false
}

func suggestKey(f *Finding, c *condition, keys []catalog.ConditionKey) {
	names := make([]string, 0, len(keys))
	for i := range keys {
		if !strings.ContainsAny(keys[i].Name, "${<") {
			names = append(names, keys[i].Name)
		}
	}
	if best := nearest(c.key.Name.Text, names); best != "" {
		f.Message += " Did you mean " + best + "?"
		f.Fix = replaceText(&c.key.Name, best, "Use "+best)
	}
}

// checkKeyRules applies what AWS says of single keys.
func (l *linter) checkKeyRules(s *statement, c *condition) {
	path := func() string { return l.conditionPath(s, c, -1) }
	span := c.key.Name.Span
	switch {
	case c.is("aws:VpcSourceIp"):
		if !s.has("aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn") {
			l.add("MISSING_PAIRED_CONDITION_KEYS", path(), span, "aws:VpcSourceIp needs aws:SourceVpc or aws:SourceVpce beside it: private addresses exist in every VPC.")
		}
	case c.is("aws:UserAgent", "aws:Referer"):
		if c.family != familyNull && !l.refererOfService(s) {
			l.add("UNTRUSTWORTHY_CONDITION_KEY", path(), span, "The caller chooses the value of %s.", c.key.Name.Text)
		}
	case c.is("aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"):
		if others := l.servicesBeyond(s, vpceServices); others != "" {
			l.add("USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES", path(), span, "%s works with some services only, and the statement reaches %s.", c.key.Name.Text, others)
		}
	case c.is("s3:prefix"):
		if c.family == familyString && c.negated == s.allow && (s.allow || s.deny) {
			l.add("S3_PREFIX_IN_NEGATIVE_CONTEXT", path(), span, "A request with a shorter prefix lists the same objects: name the prefixes that may be listed instead.")
		}
	case c.is("dynamodb:Attributes"):
		if s.allow && c.family == familyString && !s.has("dynamodb:Select") && l.readsItems(s) {
			l.add("DYNAMODB_ATTRIBUTES_WITHOUT_SELECT", path(), span, "Without dynamodb:Select SPECIFIC_ATTRIBUTES, requests that name no attributes get all of them.")
		}
	case l.kind == policy.KindResource && c.is("s3:ResourceAccount", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"):
		l.add("IRRELEVANT_CONDITION_KEY_IN_POLICY", path(), span, "%s describes the resource this policy belongs to.", c.key.Name.Text)
	}
	if c.family == familyString && c.like && c.info.known != nil && c.info.known.ElementType() == "ARN" {
		f := l.add("STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", path(), c.op.Name.Span, "%s holds an ARN: use the ARN operator instead of %s.", c.key.Name.Text, c.op.Name.Text)
		arn := c.operator
		arn.base, arn.family = strings.Replace(c.base, "String", "Arn", 1), familyARN
		if len(c.op.Keys) == 1 && !s.hasOperator(arn.String()) && arnValues(c) {
			f.Fix = replaceText(&c.op.Name, arn.String(), "Use "+arn.String())
		}
	}
}

// arnValues reports whether every value is written with the six parts of an ARN.
func arnValues(c *condition) bool {
	for i := range c.key.Values.Values {
		if _, ok := policy.ParseARN(c.key.Values.Values[i].Text); !ok {
			return false
		}
	}
	return true
}

// readsItems reports whether the statement allows reading items of a table.
func (l *linter) readsItems(s *statement) bool {
	for _, a := range [...]string{"dynamodb:getitem", "dynamodb:batchgetitem", "dynamodb:query", "dynamodb:scan"} {
		if s.grants(a) {
			return true
		}
	}
	return false
}

// servicesBeyond names what the statement reaches beyond the given services.
func (l *linter) servicesBeyond(s *statement, supported map[string]bool) string {
	if s.notAction {
		return "every other service"
	}
	var others []string
	for i := range s.actions {
		a := &s.actions[i]
		switch {
		case a.all || a.prefix == "*":
			return "every service"
		case a.service != nil && !supported[a.service.Prefix] && !slices.Contains(others, a.service.Prefix):
			others = append(others, a.service.Prefix)
		}
	}
	return some(others)
}

// vpceServices are the services that fill aws:VpceAccount, aws:VpceOrgID and
// aws:VpceOrgPaths, from their entries on "AWS global condition context keys".
// Services on the list of one of the keys are taken to support all three: the
// finding is about services on none.
var vpceServices = setOf(
	"acm-pca", "applicationinsights", "apprunner", "athena", "b2bi", "cassandra", "cloudformation",
	"cognito-identity", "comprehendmedical", "compute-optimizer", "datasync", "discovery", "dms", "ds-data",
	"dynamodb", "ebs", "ecr", "ecs", "firehose", "gamelift", "healthlake", "iam", "identitystore", "iotfleetwise",
	"iottwinmaker", "iotwireless", "kinesisanalytics", "kms", "lambda", "medical-imaging", "network-firewall",
	"omics", "payment-cryptography", "polly", "pricing", "rbin", "rekognition", "route53", "s3", "scheduler",
	"servicediscovery", "servicequotas", "ses", "shield", "sms-voice", "sqs", "ssm-contacts", "storagegateway",
	"textract", "transcribe", "transfer",
)

func setOf(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}
