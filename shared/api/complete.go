package api

import "encoding/json"

// CompletePolicyRequest asks what can stand at a place of a policy that is
// being written.
type CompletePolicyRequest struct {
	Text         string `json:"text" maxLength:"262144" doc:"The policy as it stands in the editor; it need not be valid JSON"`
	Offset       int    `json:"offset" minimum:"0" doc:"Where the cursor is, in bytes of the text"`
	PolicyType   string `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session" doc:"identity when left out"`
	ResourceType string `json:"resource_type,omitempty" maxLength:"100" doc:"For a resource policy: where it is attached, such as AWS::S3::Bucket"`
	Partition    string `json:"partition,omitempty" pattern:"^aws[a-z-]{0,20}$" doc:"For ARNs; aws, or the document's own, when left out"`
	Region       string `json:"region,omitempty" pattern:"^[a-z]{2}[a-z0-9-]{3,30}$" doc:"For ARNs; left to be filled in when the document names none"`
	Account      string `json:"account,omitempty" pattern:"^[0-9]{12}$" doc:"For ARNs; left to be filled in when the document names none"`
	Limit        int    `json:"limit,omitempty" minimum:"0" maximum:"1000" doc:"How many items at most; 200 when left out"`
}

// CompletePolicyIn is the input of complete.
type CompletePolicyIn struct{ Body CompletePolicyRequest }

// PolicyCompletions is what can stand at the place.
type PolicyCompletions struct {
	Place string             `json:"place" doc:"What stands there; empty where nothing can be completed" example:"action"`
	Items []PolicyCompletion `json:"items" nullable:"false" doc:"The best first"`
	More  bool               `json:"more" doc:"There are more than the limit: ask again when more has been typed"`
}

// PolicyCompletion is one thing that can stand at the place.
type PolicyCompletion struct {
	Label         string      `json:"label" doc:"What to show" example:"s3:GetObject"`
	Kind          string      `json:"kind" enum:"snippet,element,value,service,action,wildcard,resource,arn_part,principal,condition_operator,condition_key,variable"`
	Detail        string      `json:"detail" doc:"A few words beside the label" example:"Read"`
	Documentation string      `json:"documentation" doc:"Sentences about it"`
	Insert        string      `json:"insert" doc:"The text to insert"`
	Offset        int         `json:"offset" doc:"Where the text that it replaces begins, in bytes"`
	Length        int         `json:"length" doc:"Bytes that it replaces"`
	Stops         []TextRange `json:"stops" nullable:"false" doc:"Pieces of insert to fill in, in order, in bytes from its beginning; the cursor goes to the first"`
	Also          []TextEdit  `json:"also" nullable:"false" doc:"Other changes of the text to make together with it"`
}

// TextRange is a piece of a text, in bytes.
type TextRange struct {
	Offset int `json:"offset"`
	Length int `json:"length"`
}

// HoverPolicyRequest asks what the text at a place of a policy means.
type HoverPolicyRequest struct {
	Text         string `json:"text" maxLength:"262144" doc:"The policy as it stands in the editor; it need not be valid JSON"`
	Offset       int    `json:"offset" minimum:"0" doc:"Where the pointer is, in bytes of the text"`
	PolicyType   string `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session" doc:"identity when left out"`
	ResourceType string `json:"resource_type,omitempty" maxLength:"100" doc:"For a resource policy: where it is attached, such as AWS::S3::Bucket"`
}

// HoverPolicyIn is the input of hover.
type HoverPolicyIn struct{ Body HoverPolicyRequest }

// PolicyHover explains a piece of a policy.
type PolicyHover struct {
	Found     bool        `json:"found" doc:"False where nothing is known; the rest is then empty"`
	Offset    int         `json:"offset" doc:"Where the explained text begins, in bytes"`
	Length    int         `json:"length" doc:"Its bytes"`
	Kind      string      `json:"kind" doc:"What it is, as in completions; empty when nothing is known" example:"action"`
	Title     string      `json:"title" example:"s3:GetObject"`
	Detail    string      `json:"detail" example:"action of Amazon S3"`
	Text      string      `json:"text" doc:"Sentences about it"`
	Facts     []HoverFact `json:"facts" nullable:"false"`
	LearnMore string      `json:"learn_more" doc:"Page of AWS's documentation; may be empty"`
}

// HoverFact is a property of what is explained.
type HoverFact struct {
	Name   string   `json:"name" example:"Access level"`
	Values []string `json:"values" nullable:"false"`
	More   int      `json:"more" doc:"How many values were left out"`
}

// SuggestConditionKeysRequest asks for the condition keys of requests.
type SuggestConditionKeysRequest struct {
	Actions   []string `json:"actions" minItems:"1" maxItems:"64" doc:"Actions, which may hold wildcards" example:"[\"s3:ListBucket\"]"`
	Resources []string `json:"resources,omitempty" maxItems:"32" doc:"ARNs the actions work on; any when left out" example:"[\"arn:aws:s3:::my-bucket\"]"`
}

// SuggestConditionKeysIn is the input of the suggestion.
type SuggestConditionKeysIn struct{ Body SuggestConditionKeysRequest }

// ConditionKeySuggestions are the keys of the actions, then the global keys.
type ConditionKeySuggestions struct {
	Keys           []ConditionKey `json:"keys" nullable:"false"`
	UnknownActions []string       `json:"unknown_actions" nullable:"false" doc:"Those of the actions that AWS does not have"`
}

// ConditionKey is a key that a Condition element can test.
type ConditionKey struct {
	Key         string   `json:"key" doc:"A part to fill in is written ${TagKey} or <key>" example:"s3:prefix"`
	Type        string   `json:"type" enum:"String,ARN,Numeric,Bool,Date,IPAddress,Binary" doc:"Type of one value"`
	Multivalued bool     `json:"multivalued" doc:"A request can have several values: use a set operator"`
	Description string   `json:"description"`
	Global      bool     `json:"global" doc:"One of the keys that every service knows"`
	Actions     int      `json:"actions" doc:"How many of the actions have the key; 0 for global keys that none of them lists"`
	Operators   []string `json:"operators" nullable:"false" doc:"Operators that compare values of the type"`
}

// ConditionOperators are the operators of conditions.
type ConditionOperators struct {
	Operators []ConditionOperator `json:"operators" nullable:"false"`
}

// ConditionOperator is an operator of conditions, without its forms.
type ConditionOperator struct {
	Operator    string   `json:"operator" example:"StringEquals"`
	Type        string   `json:"type" doc:"Type of its values" example:"String"`
	KeyTypes    []string `json:"key_types" nullable:"false" doc:"Types of key that it takes"`
	Description string   `json:"description"`
	Negated     bool     `json:"negated" doc:"It also holds when the key is missing from the request"`
	Wildcards   bool     `json:"wildcards" doc:"* and ? in its values stand for other characters"`
	Forms       []string `json:"forms" nullable:"false" doc:"How it can be written besides: with IfExists and with set operators"`
}

// ValidateConditionRequest asks for the findings on one condition.
type ValidateConditionRequest struct {
	Operator string          `json:"operator" minLength:"1" maxLength:"100" example:"StringEquals"`
	Key      string          `json:"key" minLength:"1" maxLength:"512" example:"aws:PrincipalOrgID"`
	Values   json.RawMessage `json:"values" doc:"A string, number or Boolean, or a list of them, as in a policy"`
	Actions  []string        `json:"actions,omitempty" maxItems:"64" doc:"Actions of the statement; with them it is checked that their requests have the key"`
	Effect   string          `json:"effect,omitempty" enum:"Allow,Deny" doc:"Allow when left out"`
}

// ValidateConditionIn is the input of the check.
type ValidateConditionIn struct{ Body ValidateConditionRequest }

// ConditionValidation is the findings on a condition.
type ConditionValidation struct {
	Valid    bool      `json:"valid" doc:"No finding is an error, and none says that the condition cannot be meant so"`
	Document string    `json:"document" doc:"The policy that was checked, to which the places of the findings refer"`
	Findings []Finding `json:"findings" nullable:"false"`
}
