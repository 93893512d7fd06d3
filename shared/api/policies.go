package api

import "encoding/json"

// GeneratePolicyRequest asks for a policy in words.
type GeneratePolicyRequest struct {
	Description   string   `json:"description" minLength:"3" maxLength:"4000" doc:"What should be allowed, as a sentence" example:"Allow Lambda to read S3"`
	ResourceArns  []string `json:"resource_arns,omitempty" maxItems:"200" doc:"The resources meant; the tighter the better" example:"[\"arn:aws:s3:::my-bucket/*\"]"`
	PrincipalType string   `json:"principal_type,omitempty" maxLength:"64" doc:"Who will use the policy: user, role, or a service such as lambda"`

	MustAllow []PolicyExample `json:"must_allow,omitempty" maxItems:"100" doc:"Requests that the policy must allow"`
	MustDeny  []PolicyExample `json:"must_deny,omitempty" maxItems:"100" doc:"Requests that the policy must not allow"`
}

// PolicyExample is a request that a policy is tried with.
type PolicyExample struct {
	Name      string                     `json:"name,omitempty" maxLength:"200" doc:"How reports call it"`
	Principal string                     `json:"principal,omitempty" maxLength:"2048" doc:"Who asks; a role in the resource's account when left out"`
	Action    string                     `json:"action" maxLength:"256" example:"s3:GetObject"`
	Resource  string                     `json:"resource,omitempty" maxLength:"2048" doc:"ARN; * or left out for an action on no resource" example:"arn:aws:s3:::my-bucket/key"`
	Context   map[string]json.RawMessage `json:"context,omitempty" doc:"Context keys: a value or a list of values each; others are absent"`
}

// UnmetExample is an example that a policy does not meet.
type UnmetExample struct {
	Example  PolicyExample `json:"example"`
	Must     string        `json:"must" enum:"allow,deny"`
	Decision string        `json:"decision" enum:"allowed,explicit_deny,implicit_deny,unknown,not_applicable"`
	Problem  string        `json:"problem" doc:"The same in a sentence that names the example"`
}

// GeneratePolicyIn is the input of generate.
type GeneratePolicyIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential with which a model is asked, where the server has one; the workspace's default when left out"`
	Body         GeneratePolicyRequest
}

// PolicyChoice tells why the generator did one thing.
type PolicyChoice struct {
	Phrase   string   `json:"phrase" doc:"The words it comes from"`
	Decision string   `json:"decision" doc:"What was made of them"`
	Actions  []string `json:"actions" nullable:"false"`
}

// GeneratedPolicy is a policy with its reasons and findings.
type GeneratedPolicy struct {
	Policy      json.RawMessage `json:"policy" doc:"The policy document, as a JSON object"`
	Document    string          `json:"document" doc:"The same as text, indented, in AWS's usual key order"`
	Origin      string          `json:"origin" enum:"offline,bedrock" doc:"Who drafted it"`
	Choices     []PolicyChoice  `json:"choices" nullable:"false"`
	Assumptions []string        `json:"assumptions" nullable:"false" doc:"What the words left open and how it was read"`
	Unmatched   []string        `json:"unmatched" nullable:"false" doc:"Words that had no effect"`
	Principal   PolicyPrincipal `json:"principal"`
	Findings    []Finding       `json:"findings" nullable:"false"`
	Size        PolicySize      `json:"size"`

	Notes         []string       `json:"notes" nullable:"false" doc:"Why this origin answers, and in what a model's draft goes beyond the built-in generator's"`
	Parts         []string       `json:"parts" nullable:"false" doc:"The same statements in several documents, where one is over the quota of a managed policy"`
	UnmetExamples []UnmetExample `json:"unmet_examples" nullable:"false" doc:"The examples that the policy does not meet"`
}

// PolicyPrincipal is who is expected to use a generated policy.
type PolicyPrincipal struct {
	Type        string `json:"type" doc:"user, group, role or service; empty when nothing was said of it"`
	Service     string `json:"service" doc:"Service principal that assumes the role" example:"lambda.amazonaws.com"`
	Name        string `json:"name" doc:"How people call it" example:"AWS Lambda function"`
	TrustPolicy string `json:"trust_policy" doc:"Trust policy of the role that the service assumes, indented; empty without a service"`
}

// ValidatePolicyRequest asks for the findings on a policy.
type ValidatePolicyRequest struct {
	Document     json.RawMessage `json:"document" doc:"The policy: a JSON object, or a string that holds JSON text (spans then refer to that text)"`
	PolicyType   string          `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session" doc:"identity when left out"`
	ResourceType string          `json:"resource_type,omitempty" maxLength:"100" doc:"For a resource policy: where it is attached, such as AWS::S3::Bucket"`
	Online       bool            `json:"online,omitempty" doc:"Ask IAM Access Analyzer as well, with the AWS credential; the document is sent to AWS"`
}

// ValidatePolicyIn is the input of validate.
type ValidatePolicyIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"For online: AWS credential to ask with; the workspace's default when left out"`
	Body         ValidatePolicyRequest
}

// PolicyValidation is the findings on a policy.
type PolicyValidation struct {
	Valid    bool              `json:"valid" doc:"No finding is an error: AWS would accept the document"`
	Findings []Finding         `json:"findings" nullable:"false"`
	Size     PolicySize        `json:"size"`
	Online   *OnlineValidation `json:"online,omitempty" doc:"Where it was asked for"`
}

// Finding is one remark on a policy, with its exact place.
type Finding struct {
	Code      string      `json:"code" doc:"IAM Access Analyzer's code where it has the check, ours (IAMC_…) elsewhere" example:"MISSING_VERSION"`
	Type      string      `json:"type" enum:"error,security_warning,warning,suggestion"`
	Message   string      `json:"message"`
	Path      string      `json:"path" doc:"Place in the document" example:"Statement[0].Action[1]"`
	Line      int         `json:"line" doc:"From 1"`
	Column    int         `json:"column" doc:"From 1"`
	Offset    int         `json:"offset" doc:"In bytes from the start of the text"`
	Length    int         `json:"length" doc:"In bytes"`
	LearnMore string      `json:"learn_more" doc:"Page that explains the check"`
	Fix       *FindingFix `json:"fix,omitempty" doc:"An edit that is sure to mend it"`
}

// FindingFix is a set of text edits that mends a finding.
type FindingFix struct {
	Title string     `json:"title"`
	Edits []TextEdit `json:"edits" nullable:"false"`
}

// TextEdit replaces a piece of text. Offsets are bytes of the checked text.
type TextEdit struct {
	Offset  int    `json:"offset"`
	Length  int    `json:"length"`
	NewText string `json:"new_text"`
}

// PolicySize is how large a policy is against AWS's quota for its kind.
type PolicySize struct {
	Characters int    `json:"characters" doc:"As AWS counts: white space outside strings left out"`
	Quota      int    `json:"quota" doc:"Characters AWS allows"`
	QuotaName  string `json:"quota_name" doc:"Which quota" example:"managed policy"`
}
