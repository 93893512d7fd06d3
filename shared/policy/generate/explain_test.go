package generate

import (
	"strings"
	"testing"
)

// TestPhrases keeps explanations to the words of their own clause.
func TestPhrases(t *testing.T) {
	for sentence, want := range map[string]string{
		"Allow Lambda to read S3 bucket data-1 but deny deleting objects":           "Allow Lambda to read S3 bucket data-1 | but deny deleting objects",
		"Users can start instances but cannot terminate them":                       "Users can start instances | but cannot terminate them",
		"Allow ec2 to describe instances and lambda to invoke functions":            "Allow ec2 to describe instances | lambda to invoke functions",
		"Lambda can read bucket in-1 and EC2 can write to queue jobs":               "Lambda can read bucket in-1 | EC2 can write to queue jobs",
		"Allow any action but delete on SQS queue q-1":                              "Allow any action | but delete on SQS queue q-1",
		"Allow all S3 actions on bucket audit-logs except deleting objects":         "Allow all S3 actions on bucket audit-logs | except deleting objects",
		"Allow read access to S3 bucket my-bucket and also write to queue jobs":     "Allow read access to S3 bucket my-bucket | write to queue jobs",
		"Developers may read table Orders. They must never delete it.":              "Developers may read table Orders | They must never delete it",
		"Read bucket a-1, then send messages to queue jobs and the topic done":      "Read bucket a-1 | send messages to queue jobs the topic done",
		"Developers can read bucket a-1 and administrators can delete bucket b-1":   "Developers can read bucket a-1 | administrators can delete bucket b-1",
		"Start instances tagged env=dev and then the role can also read bucket x-1": "Start instances tagged env=dev | the role can read bucket x-1",
		"full access to bucket a-1, but do not delete the bucket":                   "full access to bucket a-1 | but do not delete the bucket",
	} {
		var got []string
		for _, c := range parse(sentence).clauses {
			got = append(got, strings.Join(c.words, " "))
		}
		if g := strings.Join(got, " | "); g != want {
			t.Errorf("%s\n got %s\nwant %s", sentence, g, want)
		}
	}
}
