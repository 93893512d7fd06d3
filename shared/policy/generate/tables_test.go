package generate

import (
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func TestCuratedRulesAreInTheCatalog(t *testing.T) {
	for service, rules := range curated {
		if catalog.Lookup(service) == nil {
			t.Errorf("%s: no such service", service)
			continue
		}
		seen := map[string]bool{}
		for _, r := range rules {
			first, _, _ := strings.Cut(r.kind, " in ")
			if _, ok := kindOf(service, first); r.kind != "" && !ok {
				t.Errorf("%s: a rule is about the unknown kind %q", service, r.kind)
			}
			for _, v := range strings.Fields(r.verbs) {
				if _, ok := verbByName[v]; !ok {
					t.Errorf("%s %s: unknown verb %q", service, r.kind, v)
				}
				if seen[r.kind+"/"+v] {
					t.Errorf("%s %s: two rules for %q", service, r.kind, v)
				}
				seen[r.kind+"/"+v] = true
			}
			for _, name := range strings.Fields(r.actions) {
				name = strings.TrimRight(name, "?!")
				if !strings.Contains(name, ":") {
					name = service + ":" + name
				}
				expanded := catalog.Expand(name)
				if len(expanded) == 0 || !strings.Contains(name, "*") && expanded[0] != name {
					t.Errorf("%s %s: %s is not an action of the catalog, or not in its spelling (%v)", service, r.kind, name, expanded)
				}
			}
			if r.note != "" && !strings.HasSuffix(r.note, ".") {
				t.Errorf("%s %s: the note is not a sentence: %s", service, r.kind, r.note)
			}
		}
	}
}

// TestReadingRulesOnlyRead keeps curated sets for reading from granting more: a few services publish read operations
// under another access level.
func TestReadingRulesOnlyRead(t *testing.T) {
	known := []string{
		"elasticfilesystem:ClientMount", "kms:Decrypt", "execute-api:Invoke", "athena:StartQueryExecution", "athena:StopQueryExecution", "es:ESHttpPost",
		"ssm:StartSession", "bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "kafka-cluster:Connect", "aoss:APIAccessAll", "redshift-data:ExecuteStatement",
		"codecommit:GitPull", "appconfig:StartConfigurationSession", "textract:AnalyzeDocument", "textract:DetectDocumentText", "dynamodb:PartiQLSelect", "bedrock:Retrieve", "xray:BatchGetTraces", "cassandra:Select",
		"rds-data:BatchExecuteStatement", "rds-data:BeginTransaction", "rds-data:CommitTransaction", "rds-data:ExecuteStatement", "rds-data:RollbackTransaction",
	}
	for service, rules := range curated {
		for _, r := range rules {
			verbNames := strings.Fields(r.verbs)
			if !slices.Contains(verbNames, "read") && !slices.Contains(verbNames, "view") && !slices.Contains(verbNames, "list") {
				continue
			}
			for _, name := range strings.Fields(r.actions) {
				name = strings.TrimRight(name, "?!")
				if !strings.Contains(name, ":") {
					name = service + ":" + name
				}
				for _, action := range catalog.Expand(name) {
					level := catalog.LookupAction(action).Level
					if level != catalog.Read && level != catalog.List && !slices.Contains(known, action) {
						t.Errorf("%s %s %v: %s has the access level %s", service, r.kind, verbNames, action, level)
					}
				}
			}
		}
	}
}

func TestKindsAreInTheCatalog(t *testing.T) {
	for _, k := range kinds {
		s := catalog.Lookup(k.service)
		if s == nil {
			t.Errorf("%s: no such service", k.service)
			continue
		}
		for _, typeName := range k.types {
			if s.ResourceType(typeName) == nil || s.ResourceType(typeName).Name != typeName {
				t.Errorf("%s %s: no resource type %q", k.service, k.name, typeName)
			}
		}
		if k.content != "" {
			if _, ok := kindOf(k.service, k.content); !ok {
				t.Errorf("%s %s holds %q, which is no kind", k.service, k.name, k.content)
			}
		}
	}
	for of, placeholder := range placeholders {
		service, typeName, _ := strings.Cut(of, " ")
		if !slices.Contains(typePlaceholders(service, typeName), placeholder) {
			t.Errorf("%s has no placeholder %s", of, placeholder)
		}
	}
	for of := range unusual {
		service, typeName, _ := strings.Cut(of, " ")
		if len(arnPatterns(service, typeName)) == 0 {
			t.Errorf("there is no resource type %s", of)
		}
	}
}

func TestServicesAreInTheCatalog(t *testing.T) {
	for _, s := range services {
		if !catalog.Known(s.prefix) {
			t.Errorf("%s: no such service", s.prefix)
		}
		if _, ok := kindOf(s.prefix, s.primary); s.primary != "" && !ok {
			t.Errorf("%s: the usual kind %q is unknown", s.prefix, s.primary)
		}
		if letters(s.short) != s.short || s.short == "" {
			t.Errorf("%s: %q cannot stand in a statement id", s.prefix, s.short)
		}
		if (s.caller == "") != (s.callerName == "") {
			t.Errorf("%s: caller %q, called %q", s.prefix, s.caller, s.callerName)
		}
	}
	for action := range anywhere {
		if !strings.Contains(action, ":") {
			if !catalog.Known(action) {
				t.Errorf("anywhere: no service %s", action)
			}
		} else if catalog.LookupAction(action) == nil {
			t.Errorf("anywhere: no action %s", action)
		}
	}
	for _, action := range slices.Concat(globalActions, mfaActions) {
		if len(catalog.Expand(action)) == 0 {
			t.Errorf("no action %s", action)
		}
	}
}

func TestEveryServiceIsKnownByItsName(t *testing.T) {
	v := known()
	missing := 0
	for _, prefix := range catalog.Prefixes() {
		tokens := tokenize("read " + catalog.ServiceName(prefix))
		m, n := v.longest(tokens[1:])
		if m == nil || m.class != thingClass || n != len(tokens)-1 {
			missing++
			t.Logf("%s: %q is read as %+v (%d of %d words)", prefix, catalog.ServiceName(prefix), m, n, len(tokens)-1)
		}
	}
	// Names with slashes or brackets are not written so in sentences.
	if missing > 12 {
		t.Errorf("%d services are not known by their name", missing)
	}
}

func TestEveryServiceCanBeReadAndWritten(t *testing.T) {
	for _, prefix := range catalog.Prefixes() {
		for _, verbName := range []string{"read", "full"} {
			one := thing{service: prefix}
			chosen := selectActions(&one, verbUse{name: verbName})
			has := len(catalog.Lookup(prefix).Actions) > 0
			if verbName == "read" {
				has = slices.ContainsFunc(catalog.Lookup(prefix).Actions, func(a catalog.Action) bool { return a.Level == catalog.Read || a.Level == catalog.List })
			}
			if has && chosen.empty() {
				t.Errorf("%s: nothing to %s", prefix, verbName)
			}
		}
	}
}

func TestForms(t *testing.T) {
	for word, want := range map[string]string{
		"read": "read reads reading", "delete": "delete deletes deleting deleted", "copy": "copy copies copying copied", "stop": "stop stops stopping stopped",
		"publish": "publish publishes publishing published", "put": "put puts putting", "deploy": "deploy deploys deploying deployed",
	} {
		if got := strings.Join(forms(word), " "); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	for word, want := range map[string]string{
		"bucket": "buckets", "policy": "policies", "key": "keys", "index": "indexes", "alias": "aliases", "batch": "batches", "gateway": "gateways",
	} {
		if got := plural(word); got != want {
			t.Errorf("plural of %s: %s, want %s", word, got, want)
		}
		if got := singular(want); got != word && word != "alias" {
			t.Errorf("singular of %s: %s, want %s", want, got, word)
		}
	}
}

func TestNameWords(t *testing.T) {
	for name, want := range map[string]string{
		"DBInstances": "db instance", "GetObject": "get object", "security-group": "security group", "PutBucketACL": "put bucket acl",
		"loadbalancer/app/": "loadbalancer app", "AutoScalingGroup": "auto scaling group", "ListVPCAssociationAuthorizations": "list vpc association authorization",
	} {
		if got := singularWords(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
