package generate

import (
	"slices"
	"strings"
)

// otherWays are actions by which the same can be done as by the action they stand at. A
// denial of one without the others would keep nobody from doing it.
//
// Sources: "Deleting object versions from a versioning-enabled bucket" and "GetObjectVersion" (Amazon S3 User Guide and API
// Reference); "BatchWriteItem" and "BatchGetItem" (Amazon DynamoDB API Reference), which check none of the permissions
// for single items; "IAM security policies with PartiQL for DynamoDB" (Amazon DynamoDB Developer Guide);
// "DeleteImportedKeyMaterial" (AWS KMS API Reference), which makes a key unusable at once; "Restricting access to
// parameters using IAM policies" (AWS Systems Manager User Guide), which asks to deny all four.
var otherWays = map[string][]string{
	"s3:DeleteObject":         {"s3:DeleteObjectVersion"},
	"s3:GetObject":            {"s3:GetObjectVersion"},
	"dynamodb:DeleteItem":     {"dynamodb:BatchWriteItem", "dynamodb:PartiQLDelete"},
	"dynamodb:PutItem":        {"dynamodb:BatchWriteItem", "dynamodb:PartiQLInsert"},
	"dynamodb:UpdateItem":     {"dynamodb:PartiQLUpdate"},
	"dynamodb:GetItem":        {"dynamodb:BatchGetItem", "dynamodb:PartiQLSelect"},
	"dynamodb:Query":          {"dynamodb:PartiQLSelect"},
	"dynamodb:Scan":           {"dynamodb:PartiQLSelect"},
	"kms:ScheduleKeyDeletion": {"kms:DeleteImportedKeyMaterial"},
	"ssm:GetParameter":        {"ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"},
}

// withOtherWays adds to the actions of a denial those by which the same can be done.
func (d *draft) withOtherWays(actions []string) []string {
	out := slices.Clone(actions)
	for _, action := range actions {
		var added []string
		for _, other := range otherWays[action] {
			if !slices.ContainsFunc(out, func(a string) bool { return matches(a, other) }) {
				out, added = append(out, other), append(added, other)
			}
		}
		if len(added) > 0 {
			d.assume(strings.Join(added, " and ") + " does the same as " + action + ", so it is denied as well.")
			d.alsoDenied = append(d.alsoDenied, added...)
		}
	}
	return out
}

// dropDenied takes out of what is allowed what is denied only because it does the same as
// something else: allowing it as well would mean nothing.
func (d *draft) dropDenied() {
	denied := func(e entry) bool {
		return slices.ContainsFunc(d.entries, func(o entry) bool {
			return o.effect == deny && o.action == e.action && len(o.conditions) == 0 && slices.Equal(o.resources, e.resources)
		})
	}
	kept := slices.DeleteFunc(slices.Clone(d.entries), func(e entry) bool {
		return e.effect == allow && slices.Contains(d.alsoDenied, e.action) && denied(e)
	})
	d.entries, d.index = kept, nil
}
