package iam

import (
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
)

// tagWrites are the operations on tags.
func tagWrites() []plans.Operation {
	return []plans.Operation{
		operation("TagUser", (*iam.Client).TagUser, write[iam.TagUserInput, iam.TagUserOutput]{
			undo: func(in *iam.TagUserInput, b before, _ map[string]string) []call {
				return tagsBack(userKind, *in.UserName, keysOf(in.Tags), b)
			},
		}),
		operation("UntagUser", (*iam.Client).UntagUser, write[iam.UntagUserInput, iam.UntagUserOutput]{
			undo: func(in *iam.UntagUserInput, b before, _ map[string]string) []call {
				return tagsBack(userKind, *in.UserName, nil, b)
			},
		}),
		operation("TagRole", (*iam.Client).TagRole, write[iam.TagRoleInput, iam.TagRoleOutput]{
			undo: func(in *iam.TagRoleInput, b before, _ map[string]string) []call {
				return tagsBack(roleKind, *in.RoleName, keysOf(in.Tags), b)
			},
		}),
		operation("UntagRole", (*iam.Client).UntagRole, write[iam.UntagRoleInput, iam.UntagRoleOutput]{
			undo: func(in *iam.UntagRoleInput, b before, _ map[string]string) []call {
				return tagsBack(roleKind, *in.RoleName, nil, b)
			},
		}),
		operation("TagPolicy", (*iam.Client).TagPolicy, write[iam.TagPolicyInput, iam.TagPolicyOutput]{
			undo: func(in *iam.TagPolicyInput, b before, _ map[string]string) []call {
				return tagsBack(policyKind, *in.PolicyArn, keysOf(in.Tags), b)
			},
		}),
		operation("UntagPolicy", (*iam.Client).UntagPolicy, write[iam.UntagPolicyInput, iam.UntagPolicyOutput]{
			undo: func(in *iam.UntagPolicyInput, b before, _ map[string]string) []call {
				return tagsBack(policyKind, *in.PolicyArn, nil, b)
			},
		}),
		operation("TagInstanceProfile", (*iam.Client).TagInstanceProfile, write[iam.TagInstanceProfileInput, iam.TagInstanceProfileOutput]{
			undo: func(in *iam.TagInstanceProfileInput, b before, _ map[string]string) []call {
				return tagsBack(profileKind, *in.InstanceProfileName, keysOf(in.Tags), b)
			},
		}),
		operation("UntagInstanceProfile", (*iam.Client).UntagInstanceProfile, write[iam.UntagInstanceProfileInput, iam.UntagInstanceProfileOutput]{
			undo: func(in *iam.UntagInstanceProfileInput, b before, _ map[string]string) []call {
				return tagsBack(profileKind, *in.InstanceProfileName, nil, b)
			},
		}),
	}
}

// tagsOf writes tags as the SDK wants them, in the order of their keys.
func tagsOf(set map[string]string) []types.Tag {
	if len(set) == 0 {
		return nil
	}
	out := make([]types.Tag, 0, len(set))
	for _, key := range slices.Sorted(maps.Keys(set)) {
		out = append(out, types.Tag{Key: aws.String(key), Value: aws.String(set[key])})
	}
	return out
}

func keysOf(tags []types.Tag) []string {
	out := make([]string, len(tags))
	for i, t := range tags {
		out[i] = aws.ToString(t.Key)
	}
	return out
}

// tagsBack sets the tags that were there before, and removes those of keys that
// were not.
func tagsBack(kind kind, name string, keys []string, b before) []call {
	was := map[string]string{}
	if !b.into(&was) && len(keys) == 0 {
		return nil
	}
	var out []call
	added := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { _, there := was[key]; return there })
	if len(added) > 0 {
		out = append(out, removeTags(kind, name, added, nil))
	}
	if len(was) > 0 {
		out = append(out, setTags(kind, name, was, nil))
	}
	return out
}

func setTags(kind kind, name string, set, was map[string]string) call {
	says := "Set the tags " + quoted(slices.Sorted(maps.Keys(set))) + " of the " + string(kind) + " " + name + "."
	switch kind {
	case userKind:
		return call{"iam:TagUser", &iam.TagUserInput{UserName: &name, Tags: tagsOf(set)}, was, says}
	case roleKind:
		return call{"iam:TagRole", &iam.TagRoleInput{RoleName: &name, Tags: tagsOf(set)}, was, says}
	case profileKind:
		return call{"iam:TagInstanceProfile", &iam.TagInstanceProfileInput{InstanceProfileName: &name, Tags: tagsOf(set)}, was, says}
	}
	return call{"iam:TagPolicy", &iam.TagPolicyInput{PolicyArn: &name, Tags: tagsOf(set)}, was, says}
}

func removeTags(kind kind, name string, keys []string, was map[string]string) call {
	says := "Remove the tags " + quoted(keys) + " of the " + string(kind) + " " + name + "."
	switch kind {
	case userKind:
		return call{"iam:UntagUser", &iam.UntagUserInput{UserName: &name, TagKeys: keys}, was, says}
	case roleKind:
		return call{"iam:UntagRole", &iam.UntagRoleInput{RoleName: &name, TagKeys: keys}, was, says}
	case profileKind:
		return call{"iam:UntagInstanceProfile", &iam.UntagInstanceProfileInput{InstanceProfileName: &name, TagKeys: keys}, was, says}
	}
	return call{"iam:UntagPolicy", &iam.UntagPolicyInput{PolicyArn: &name, TagKeys: keys}, was, says}
}
