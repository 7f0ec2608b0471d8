/* SPDX-License-Identifier: ISC */
/*
 * What our OPEN offers.  4-octet AS numbers and extended messages are on
 * unless denied, everything else only when written, as with ExaBGP.
 */
#include <string.h>

#include "config/conf_capability.h"
#include "config/conf_value.h"

const char *const conf_capability_roles[] = {
	/* RFC 9234 4.1: the order is that of the wire */
	"provider", "rs", "rs-client", "customer", "peer", NULL
};
const char *const conf_capability_add_path[] = {
	"disable", "receive", "send", "send/receive", "disabled", NULL
};
static_assert(ADD_PATH_RECEIVE == 1 && ADD_PATH_SEND == 2, "order of words");

static int
add_path(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	int i;

	conf_def_mark(d, FIELD_ADD_PATH);
	i = conf_value_choice(c, t, w->word, conf_capability_add_path);
	if (i == -1)
		return -1;
	d->n.add_path = (uint8_t)(i % 4);
	return 0;
}

/* Bare or 0: the hold time.  RFC 4724 3: 12 bits. */
static int
graceful_restart(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	uint32_t v = 0;

	conf_def_mark(d, FIELD_GR);
	if (conf_value_disabled(t)) {
		d->n.gr_time = 0;
		return 0;
	}
	if (token_peek(t) != NULL &&
	    conf_value_seconds(c, t, w->word, 4095, &v) == -1)
		return -1;
	d->n.gr_time = v == 0 ? CONF_GR_HOLD : (uint16_t)v;
	return 0;
}

/* RFC 9494: 24 bits. */
static int
long_lived(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;

	conf_def_mark(d, FIELD_LLGR);
	return conf_value_seconds(c, t, w->word, 0xffffff, &d->n.llgr_time);
}

static int
role(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	int i;

	conf_def_mark(d, FIELD_ROLE);
	i = conf_value_choice(c, t, w->word, conf_capability_roles);
	if (i == -1)
		return -1;
	d->n.role = (uint8_t)i;
	return 0;
}

static int
require(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	const struct token *tok;
	int open = 0, r;
	uint8_t code;

	while ((tok = conf_value_list(c, t, w->word, &open, &r)) != NULL) {
		code = capability_by_word(tok->s);
		if (code == 0 || code > 127)
			return text_error_token(&c->e, tok, "require: '%.64s' "
			    "is not a capability that can be required",
			    tok->s);
		d->n.require[code / 64] |= (uint64_t)1 << (code % 64);
	}
	return r;
}

#define BOOL(word, field, since) \
	{ word, conf_field_bool, NULL, since, field, 1, 0 }

static const struct conf_word words[] = {
	BOOL("asn4", FIELD_AS4, "3"),
	BOOL("route-refresh", FIELD_ROUTE_REFRESH, "3"),
	{ "graceful-restart", graceful_restart, NULL, "3", 0, 0, 0 },
	{ "add-path", add_path, NULL, "3.4", 0, 0, 0 },
	BOOL("multi-session", FIELD_MULTI_SESSION, "3"),
	BOOL("operational", FIELD_OPERATIONAL, "3.3"),
	BOOL("aigp", FIELD_AIGP, "3.4"),
	BOOL("nexthop", FIELD_NEXTHOP, "4.1"),
	BOOL("extended-message", FIELD_EXTENDED_MESSAGE, "4.1"),
	BOOL("software-version", FIELD_SOFTWARE_VERSION, "5"),
	BOOL("link-local-nexthop", FIELD_LINK_LOCAL_NEXTHOP, "6"),
	BOOL("link-local-prefer", FIELD_LINK_LOCAL_PREFER, "6"),
	{ "role", role, NULL, "herald", 0, 0, 0 },
	{ "require", require, NULL, "herald", 0, 0, 0 },
	BOOL("graceful-notification", FIELD_GR_NOTIFICATION, "herald"),
	{ "long-lived-graceful-restart", long_lived, NULL, "herald", 0, 0,
	    0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_capability_block(struct conf_ctx *c, void *obj,
    const struct conf_word *w, struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, words, obj);
}
