package complete_test

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

// completion is a case: a text with the cursor at "|", and what must and must not
// be offered there.
type completion struct {
	name  string
	text  string
	kind  policy.Kind
	place complete.Place
	first string   // the label of the first item
	has   []string // labels among the items
	not   []string // labels not among them
	none  bool     // nothing is offered
	opt   complete.Options
}

// cursor takes the cursor out of a text.
func cursor(t *testing.T, text string) (src []byte, offset int) {
	t.Helper()
	before, after, ok := strings.Cut(text, "|")
	if !ok || strings.Contains(after, "|") {
		t.Fatalf("the text must have one cursor: %s", text)
	}
	return []byte(before + after), len(before)
}

func labels(items []complete.Item) []string {
	out := make([]string, len(items))
	for i := range items {
		out[i] = items[i].Label
	}
	return out
}

func runCompletions(t *testing.T, cases []completion) {
	t.Helper()
	seen := map[string]bool{}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if seen[c.name] {
				t.Fatal("the name is used twice")
			}
			seen[c.name] = true
			src, offset := cursor(t, c.text)
			if c.opt.Kind == "" {
				c.opt.Kind = c.kind
			}
			r := complete.Complete(src, offset, c.opt)
			got := labels(r.Items)
			if c.place != "" && r.Place != c.place {
				t.Errorf("place %q, want %q", r.Place, c.place)
			}
			if c.none && len(got) > 0 {
				t.Errorf("offered %q, want nothing", got)
			}
			if !c.none && len(got) == 0 {
				t.Error("nothing offered")
			}
			if c.first != "" && (len(got) == 0 || got[0] != c.first) {
				t.Errorf("first is not %q in %q", c.first, got)
			}
			for _, want := range c.has {
				if !slices.Contains(got, want) {
					t.Errorf("%q is missing in %q", want, got)
				}
			}
			for _, unwanted := range c.not {
				if slices.Contains(got, unwanted) {
					t.Errorf("%q is offered", unwanted)
				}
			}
			for i := range r.Items {
				checkItem(t, src, &r.Items[i])
			}
		})
	}
}

// checkItem checks what holds of every item.
func checkItem(t *testing.T, src []byte, it *complete.Item) {
	t.Helper()
	if it.Label == "" || it.Kind == "" || it.Insert == "" {
		t.Errorf("incomplete item %+v", it)
	}
	if it.Offset < 0 || it.Length < 0 || it.Offset+it.Length > len(src) {
		t.Errorf("%s replaces [%d, %d) of %d bytes", it.Label, it.Offset, it.Offset+it.Length, len(src))
	}
	for _, s := range it.Stops {
		if s.Offset < 0 || s.Length < 0 || s.Offset+s.Length > len(it.Insert) {
			t.Errorf("%s: stop %+v outside of %q", it.Label, s, it.Insert)
		}
	}
	for _, e := range it.Also {
		if e.Offset < 0 || e.Offset+e.Length > it.Offset {
			t.Errorf("%s: edit %+v not before the insertion at %d", it.Label, e, it.Offset)
		}
	}
}

// apply makes an item's changes and marks its first stop, or its end, with "|".
func apply(src []byte, it *complete.Item) string {
	insert := it.Insert + "|"
	if len(it.Stops) > 0 {
		at := it.Stops[0].Offset
		insert = it.Insert[:at] + "|" + it.Insert[at:]
	}
	edits := append([]complete.Edit{{Offset: it.Offset, Length: it.Length, NewText: insert}}, it.Also...)
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Offset > edits[j].Offset })
	out := string(src)
	for _, e := range edits {
		out = out[:e.Offset] + e.NewText + out[e.Offset+e.Length:]
	}
	return out
}

const (
	head = `{"Version": "2012-10-17", "Statement": [{`
	tail = `}]}`
)

// in puts a statement's members into a document.
func in(members string) string { return head + members + tail }

func TestElements(t *testing.T) {
	runCompletions(t, []completion{
		{name: "empty text", text: `|`, place: complete.PlaceRoot, first: "Allow policy", has: []string{"Deny policy"}},
		{name: "white space only", text: "\n  |\n", place: complete.PlaceRoot, has: []string{"Allow policy"}},
		{name: "word at the root", text: `all|`, place: complete.PlaceRoot, first: "Allow policy", not: []string{"Deny policy"}},
		{name: "empty text of an SCP", text: `|`, kind: policy.KindSCP, first: "Deny policy"},
		{name: "empty text of an RCP", text: `|`, kind: policy.KindRCP, first: "Deny policy", not: []string{"Allow policy"}},
		{name: "behind the document", text: `{"Version": "2012-10-17"} |`, none: true},
		{name: "empty document", text: `{|}`, place: complete.PlaceDocumentElement, first: "Version", has: []string{"Statement", "Id"}, not: []string{"Effect"}},
		{name: "empty document, unclosed", text: `{ |`, place: complete.PlaceDocumentElement, has: []string{"Version", "Statement", "Id"}},
		{name: "document element in quotes", text: `{"|"}`, place: complete.PlaceDocumentElement, has: []string{"Version", "Statement", "Id"}},
		{name: "document element begun", text: `{"st|"}`, first: "Statement", not: []string{"Version", "Id"}},
		{name: "document element without quotes", text: `{ Ver| }`, first: "Version", not: []string{"Id"}},
		{name: "elements that are there are left out", text: `{"Version": "2012-10-17", "|"}`, has: []string{"Statement", "Id"}, not: []string{"Version"}},
		{name: "elements behind the cursor are left out", text: `{"|", "Statement": []}`, has: []string{"Version"}, not: []string{"Statement"}},
		{name: "comma missing before", text: "{\"Version\": \"2012-10-17\"\n|}", place: complete.PlaceDocumentElement, has: []string{"Statement"}},
		{name: "touching the value before", text: `{"Version": "2012-10-17"|}`, none: true},
		{name: "version", text: `{"Version": "|"}`, place: complete.PlaceVersion, first: "2012-10-17", has: []string{"2008-10-17"}},
		{name: "version begun", text: `{"Version": "2008|"}`, first: "2008-10-17", not: []string{"2012-10-17"}},
		{name: "version without quotes", text: `{"Version": |}`, place: complete.PlaceVersion, first: "2012-10-17"},
		{name: "version without colon", text: `{"Version" |}`, place: complete.PlaceVersion, first: "2012-10-17"},
		{name: "version unfinished at the end", text: `{"Version": "20|`, first: "2012-10-17"},
		{name: "id has no values", text: `{"Id": "|"}`, place: complete.PlaceID, none: true},
		{name: "unknown element has no values", text: `{"Foo": "|"}`, place: complete.PlaceNone, none: true},
		{name: "statement list", text: `{"Statement": [|]}`, place: complete.PlaceStatement, first: "Allow statement", has: []string{"Deny statement"}},
		{name: "statement value", text: `{"Statement": |}`, place: complete.PlaceStatement, first: "Allow statement"},
		{name: "second statement", text: `{"Statement": [{"Effect": "Allow"}, |]}`, place: complete.PlaceStatement, has: []string{"Allow statement", "Deny statement"}},
		{name: "statement of an SCP", text: `{"Statement": [|]}`, kind: policy.KindSCP, first: "Deny statement"},
		{name: "statement of an RCP", text: `{"Statement": [|]}`, kind: policy.KindRCP, first: "Deny statement", not: []string{"Allow statement"}},
		{
			name: "elements of an identity policy", text: in(`"|"`), place: complete.PlaceElement,
			has: []string{"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"}, not: []string{"Principal", "NotPrincipal", "Version"},
		},
		{
			name: "elements of a resource policy", text: in(`"|"`), kind: policy.KindResource,
			has: []string{"Effect", "Principal", "NotPrincipal", "Action", "Resource", "Condition"},
		},
		{
			name: "elements of a trust policy", text: in(`"|"`), kind: policy.KindTrust,
			has: []string{"Effect", "Principal", "Action", "Condition"}, not: []string{"Resource", "NotResource", "NotPrincipal", "NotAction"},
		},
		{name: "elements of an SCP", text: in(`"|"`), kind: policy.KindSCP, has: []string{"NotAction", "NotResource"}, not: []string{"Principal"}},
		{name: "elements of an RCP", text: in(`"|"`), kind: policy.KindRCP, has: []string{"Principal", "NotResource"}, not: []string{"NotAction", "NotPrincipal"}},
		{name: "elements of a boundary", text: in(`"|"`), kind: policy.KindBoundary, has: []string{"Action"}, not: []string{"Principal"}},
		{name: "elements of a session policy", text: in(`"|"`), kind: policy.KindSession, has: []string{"Action"}, not: []string{"Principal"}},
		{name: "Action shuts out NotAction", text: in(`"Action": "*", "|"`), has: []string{"Effect", "Resource"}, not: []string{"Action", "NotAction"}},
		{name: "NotResource shuts out Resource", text: in(`"|", "NotResource": "*"`), has: []string{"Action"}, not: []string{"Resource", "NotResource"}},
		{name: "begins with", text: in(`"Not|"`), has: []string{"NotAction", "NotResource"}, not: []string{"Effect"}},
		{name: "a word within", text: in(`"action|"`), first: "Action", has: []string{"NotAction"}},
		{name: "statement without its document", text: `{"Effect": "Allow", "|"}`, place: complete.PlaceElement, has: []string{"Action", "Resource"}, not: []string{"Version"}},
		{name: "list of statements without their document", text: `[{"Effect": "Allow", "|"}]`, place: complete.PlaceElement, has: []string{"Action"}},
		{name: "effect", text: in(`"Effect": "|"`), place: complete.PlaceEffect, first: "Allow", has: []string{"Deny"}},
		{name: "effect begun", text: in(`"Effect": "d|"`), first: "Deny", not: []string{"Allow"}},
		{name: "effect of an RCP", text: in(`"Effect": "|"`), kind: policy.KindRCP, first: "Deny", not: []string{"Allow"}},
		{name: "effect without quotes", text: in(`"Effect": |`), first: "Allow"},
		{name: "effect as a bare word", text: in(`"Effect": De|`), first: "Deny"},
		{name: "effect in the wrong case", text: in(`"effect": "|"`), place: complete.PlaceEffect, first: "Allow"},
		{
			name: "sid of what the statement does", text: in(`"Sid": "|", "Effect": "Allow", "Action": ["s3:GetObject", "sqs:SendMessage"]`), place: complete.PlaceSid,
			first: "AllowS3GetObjectSqsSendMessage",
		},
		{name: "sid of a pattern", text: in(`"Sid": "|", "Effect": "Deny", "NotAction": "iam:*"`), first: "DenyAllButIam"},
		{name: "sid that is taken", text: `{"Statement": [{"Sid": "AllowS3GetObject"}, {"Sid": "|", "Effect": "Allow", "Action": "s3:GetObject"}]}`, none: true},
		{name: "sid of an empty statement", text: in(`"Sid": "|"`), place: complete.PlaceSid, none: true},
		{name: "condition", text: in(`"Condition": |`), place: complete.PlaceCondition, first: "{ }"},
		{name: "offset beyond the text", text: `{"Version": "2|`, first: "2012-10-17"},
	})
}

func TestActions(t *testing.T) {
	runCompletions(t, []completion{
		{name: "services", text: in(`"Action": "|"`), place: complete.PlaceAction, first: "s3:", has: []string{"iam:", "access-analyzer:"}},
		{name: "service by prefix", text: in(`"Action": "dyn|"`), first: "dynamodb:", not: []string{"s3:"}},
		{name: "service exactly", text: in(`"Action": "s3|"`), first: "s3:", has: []string{"s3express:", "s3-outposts:"}},
		{name: "service by name", text: in(`"Action": "step functions|"`), has: []string{"states:"}},
		{name: "service by a word of its name", text: in(`"Action": "cognito|"`), first: "cognito-identity:", has: []string{"cognito-idp:", "cognito-sync:"}},
		{name: "service in the statement first", text: in(`"Action": ["sqs:SendMessage", "s|"]`), first: "sqs:"},
		{name: "every action", text: in(`"Action": "*|"`), first: "*"},
		{name: "RCPs name few services", text: in(`"Action": "|"`), kind: policy.KindRCP, has: []string{"s3:", "sts:", "kms:"}, not: []string{"ec2:", "iam:", "*"}},
		{name: "action of a service", text: in(`"Action": "s3:|"`), has: []string{"s3:GetObject", "s3:PutObject", "s3:*", "s3:Get*"}},
		{name: "action begun", text: in(`"Action": "s3:getobj|"`), first: "s3:GetObject", has: []string{"s3:GetObjectTagging", "s3:GetObj*"}, not: []string{"s3:PutObject"}},
		{name: "action exactly", text: in(`"Action": "s3:GetObject|"`), first: "s3:GetObject", has: []string{"s3:GetObjectAcl", "s3:GetObject*"}},
		{name: "a word of an action", text: in(`"Action": "iam:accesskey|"`), has: []string{"iam:CreateAccessKey", "iam:ListAccessKeys"}, not: []string{"iam:CreateUser"}},
		{name: "prefix in the wrong case", text: in(`"Action": "S3:listb|"`), first: "s3:ListBucket"},
		{name: "patterns of a verb", text: in(`"Action": "iam:Create|"`), has: []string{"iam:CreateUser", "iam:Create*"}, not: []string{"iam:*"}},
		{name: "pattern typed", text: in(`"Action": "sqs:*Message|"`), has: []string{"sqs:SendMessage", "sqs:ReceiveMessage", "sqs:*Message*"}, not: []string{"sqs:CreateQueue"}},
		{name: "question mark typed", text: in(`"Action": "ec2:?reateVpc|"`), has: []string{"ec2:CreateVpc"}},
		{name: "written actions are left out", text: in(`"Action": ["s3:GetObject", "s3:GetObj|"]`), has: []string{"s3:GetObjectAcl"}, not: []string{"s3:GetObject"}},
		{name: "no such service", text: in(`"Action": "nosuch:|"`), none: true},
		{name: "no such action", text: in(`"Action": "s3:Zzz|"`), none: true},
		{name: "NotAction", text: in(`"NotAction": "iam:Pass|"`), place: complete.PlaceAction, first: "iam:PassRole"},
		{name: "action by its name alone", text: in(`"Action": "assumerole|"`), has: []string{"sts:AssumeRole", "sts:AssumeRoleWithSAML"}},
		{name: "action by the beginning of its name", text: in(`"Action": "getparam|"`), has: []string{"ssm:GetParameter"}},
		{name: "list without closing bracket", text: head + `"Action": ["s3:GetObject", "s3:PutO|`, first: "s3:PutObject"},
		{name: "second line of a list", text: head + "\n\"Action\": [\n\"s3:GetObject\",\n\"s3:PutO|\n],\n\"Resource\": \"*\"", first: "s3:PutObject"},
		{name: "unfinished string before another member", text: head + `"Action": "s3:GetObjectT|, "Resource": "*"}]}`, first: "s3:GetObjectTagging"},
		{name: "bare word", text: in(`"Action": s3:GetObjectTagg|`), first: "s3:GetObjectTagging"},
		{name: "bare word in a list", text: in(`"Action": ["s3:GetObject", s3:GetObjectTagg|]`), first: "s3:GetObjectTagging"},
		{name: "empty place in a list", text: in(`"Action": ["s3:GetObject", |]`), place: complete.PlaceAction, first: "s3:"},
		{name: "middle of a name", text: in(`"Action": "s3:Get|Object"`), has: []string{"s3:GetObject", "s3:GetBucketAcl"}},
		{
			name: "trust policy", text: in(`"Action": "|"`), kind: policy.KindTrust, first: "sts:AssumeRole",
			has: []string{"sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"}, not: []string{"s3:", "*"},
		},
		{name: "trust policy with the prefix", text: in(`"Action": "sts:Tag|"`), kind: policy.KindTrust, first: "sts:TagSession", not: []string{"sts:AssumeRole"}},
		{name: "trust policy leaves out what is there", text: in(`"Action": ["sts:AssumeRole", "|"]`), kind: policy.KindTrust, not: []string{"sts:AssumeRole"}, has: []string{"sts:TagSession"}},
		{name: "resource policy of a bucket", text: in(`"Action": "|"`), opt: complete.Options{Kind: policy.KindResource, ResourceType: "AWS::S3::Bucket"}, first: "s3:"},
		{name: "resource policy of a file system", text: in(`"Action": "|"`), opt: complete.Options{Kind: policy.KindResource, ResourceType: "AWS::EFS::FileSystem"}, first: "elasticfilesystem:"},
		{name: "limit keeps patterns", text: in(`"Action": "ec2:|"`), opt: complete.Options{Limit: 40}, has: []string{"ec2:*", "ec2:AcceptAddressTransfer"}},
	})
}

func TestLimit(t *testing.T) {
	src, offset := cursor(t, in(`"Action": "ec2:De|"`))
	r := complete.Complete(src, offset, complete.Options{Limit: 10})
	if len(r.Items) != 10 || !r.More {
		t.Errorf("%d items, more %t; want 10 of more", len(r.Items), r.More)
	}
	r = complete.Complete(src, offset, complete.Options{Limit: 1 << 30})
	if len(r.Items) < 200 || len(r.Items) > 1000 || r.More {
		t.Errorf("%d items, more %t; want all", len(r.Items), r.More)
	}
}

// TestWildcardCounts compares what is said of patterns with what they match.
func TestWildcardCounts(t *testing.T) {
	patterns := 0
	for _, typed := range []string{"s3:|", "s3:GetObj|", "ec2:De|", "iam:Get|", "sqs:*M|", "dynamodb:b|", "kms:Re|"} {
		src, offset := cursor(t, in(`"Action": "`+typed+`"`))
		for _, it := range complete.Complete(src, offset, complete.Options{}).Items {
			if it.Kind != complete.ItemWildcard {
				continue
			}
			patterns++
			prefix, name, _ := strings.Cut(it.Label, ":")
			want := fmt.Sprintf("matches %d actions", len(catalog.Lookup(prefix).Match(name)))
			if it.Detail != want {
				t.Errorf("%s: %s, want %s", it.Label, it.Detail, want)
			}
		}
	}
	if patterns < 20 {
		t.Errorf("only %d patterns were offered", patterns)
	}
}
