/* SPDX-License-Identifier: ISC */
/*
 * SR policy, SAFI 73 (RFC 9830 2.1): a length in bits, then distinguisher,
 * color and endpoint, which is of the family.  The policy itself is in the
 * tunnel encapsulation attribute.
 */
#include <string.h>

#include "path/nlri_typed.h"
#include "path/nlri_words.h"
#include "path/tunnel.h"

enum { DISTINGUISHER = 1, COLOR, ENDPOINT };

static const struct nlri_field fields[] = {
	[DISTINGUISHER - 1] = { "distinguisher", FIELD_U32,
	    .json = "distinguisher" },
	[COLOR - 1] = { "color", FIELD_U32, .json = "color" },
	[ENDPOINT - 1] = { "endpoint", FIELD_ADDR, .text = true,
	    .json = "endpoint" },
	{ .word = NULL }
};

static const struct typed_kind kinds[] = {
	{ .fields = { DISTINGUISHER, COLOR, ENDPOINT } },
};

static const struct typed_family policy = { NULL, 0, 8, kinds,
	sizeof(kinds) / sizeof(kinds[0]), fields };

static int
policy_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	return typed_read(&policy, b, f, key, carried);
}

static void
policy_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	typed_write(&policy, w, n);
}

static size_t
policy_write_size(const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	return typed_write_size(&policy, n);
}

static void
policy_print(struct wbuf *out, const struct nlri_view *n)
{
	typed_print(&policy, out, n);
}

static void
policy_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	struct typed_route r;

	(void)form;
	typed_open(&policy, n, &r);
	wbuf_u8(w, '{');
	if (r.kind != NULL)
		typed_json_fields(w, &r, " ");
	nlri_json_path(w, path_id);
	wbuf_str(w, " }");
}

static void
policy_about(const struct nlri_view *n, struct nlri_about *a)
{
	typed_about(&policy, n, a);
}

static void *
policy_begin(enum family f)
{
	return typed_begin(&policy, f);
}

/* ExaBGP 6 says the AFI by the endpoint only. */
static enum family
policy_pick(const struct tokens *t)
{
	struct addr a;
	size_t i;

	for (i = t->at; i + 1 < t->n; i++)
		if (!t->v[i].quoted && strcmp(t->v[i].s, "endpoint") == 0)
			return addr_parse(t->v[i + 1].s, &a) == 0 &&
			    a.af == ADDR_V6 ? FAMILY_IPV6_SR_POLICY :
			    FAMILY_IPV4_SR_POLICY;
	return FAMILY_IPV4_SR_POLICY;
}

static const char *const suggested[] = { "distinguisher", "color",
	"endpoint", "preference", "priority", "binding-sid",
	"srv6-binding-sid", "policy-name", "candidate-path-name",
	"segment-list", NULL };

const struct nlri_row nlri_sr_policy = {
	.read = policy_read, .write = policy_write,
	.write_size = policy_write_size, .print = policy_print,
	.json = policy_json, .about = policy_about,
	.begin = policy_begin, .one = typed_one, .finish = typed_finish,
	.announced = typed_announced, .free = typed_free, .words = suggested,
	.typed = &policy,
	.attr_one = attr_sr_policy_words, .pick = policy_pick,
	.nexthops = 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
};
