/* SPDX-License-Identifier: ISC */
/*
 * tcp-ao { keyid N; algorithm A; password P; base64 B; } as ExaBGP has it, or
 * any number of key ID { send N; receive N; algorithm A; password P; … }.
 * The kernel wants each send and each receive id once per neighbour.
 */
#include <string.h>

#include "config/conf_secret.h"
#include "config/conf_tcp_ao.h"
#include "config/conf_value.h"

const char *const conf_tcp_ao_algorithms[] = {
	"hmac-sha-1-96", "aes-128-cmac-96", "hmac-sha-256", NULL
};

struct reading {
	struct conf_key	k;
	struct conf_def	*d;
	bool		any;		/* one of ExaBGP's words */
	bool		has_id;
	bool		has_send;
	bool		has_receive;
	bool		has_algorithm;
	uint8_t		base64;
	char		password[CONF_SECRET_MAX];
};

static int
keyid(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;
	uint32_t v;

	r->any = true;
	if (w->arg == 0)
		r->has_id = true;
	if (w->arg == 0 || w->arg == 1)
		r->has_send = true;
	if (w->arg == 0 || w->arg == 2)
		r->has_receive = true;
	if (conf_value_number(c, t, w->word, 0, 255, &v) == -1)
		return -1;
	if (w->arg != 2)
		r->k.send_id = (uint8_t)v;
	if (w->arg != 1)
		r->k.recv_id = (uint8_t)v;
	return 0;
}

static int
algorithm(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;
	int i;

	r->any = r->has_algorithm = true;
	i = conf_value_choice(c, t, w->word, conf_tcp_ao_algorithms);
	if (i == -1)
		return -1;
	r->k.algorithm = (uint8_t)(i + 1);
	return 0;
}

static int
password(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;

	r->any = true;
	return conf_value_string(c, t, w->word, r->password,
	    sizeof(r->password));
}

static int
base64(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;

	return conf_value_bool(c, t, w->word, true, &r->base64);
}

static int
preferred(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct reading *r = obj;

	return conf_value_bool(c, t, w->word, true, &r->k.preferred);
}

static void
take(struct conf_ctx *c, struct reading *r, const struct token *at)
{
	struct conf_def *d = r->d;
	const char *missing = NULL;
	unsigned i;
	int n;

	if (!r->has_algorithm)
		missing = "algorithm";
	else if (r->password[0] == '\0')
		missing = "password";
	if (missing != NULL) {
		conf_error_at(c, at->line, at->col,
		    "tcp-ao: '%s' is missing", missing);
		return;
	}
	n = conf_secret_octets(r->password,
	    r->base64 != 0 ? BASE64_YES : BASE64_NO, r->k.key);
	if (n == -1) {
		conf_error_at(c, at->line, at->col, "tcp-ao: the password is "
		    "not %s1 to %u octets", r->base64 != 0 ? "base64 of " :
		    "", CONF_KEY_MAX);
		return;
	}
	for (i = 0; i < d->nao; i++)
		if (d->ao[i].send_id == r->k.send_id ||
		    d->ao[i].recv_id == r->k.recv_id) {
			conf_error_at(c, at->line, at->col, "tcp-ao: a send "
			    "or receive id is used twice");
			return;
		}
	if (d->nao == CONF_AO_MAX) {
		conf_error_at(c, at->line, at->col,
		    "tcp-ao: more than %u keys", CONF_AO_MAX);
		return;
	}
	r->k.kind = CONF_KEY_AO;
	r->k.len = (uint8_t)n;
	d->ao[d->nao++] = r->k;
}

static const struct conf_word key_words[] = {
	{ "send", keyid, NULL, "herald", 1, 0, 0 },
	{ "receive", keyid, NULL, "herald", 2, 0, 0 },
	{ "algorithm", algorithm, NULL, "6", 0, 0, 0 },
	{ "password", password, NULL, "6", 0, 0, 0 },
	{ "base64", base64, NULL, "6", 0, 0, 0 },
	{ "preferred", preferred, NULL, "herald", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

static void
key_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	struct reading *outer = obj, r = { .d = outer->d };
	const struct token at = head->v[0];
	uint32_t id;

	if (conf_value_number(c, head, w->word, 0, 255, &id) == -1) {
		conf_report(c);
		conf_block_skip(c);
		return;
	}
	r.k.send_id = r.k.recv_id = (uint8_t)id;
	if (!conf_block_bare(c, head))
		return;
	conf_block_run(c, w->word, key_words, &r);
	take(c, &r, &at);
	explicit_bzero(&r, sizeof(r));
}

static const struct conf_word words[] = {
	{ "keyid", keyid, NULL, "6", 0, 0, 0 },
	{ "algorithm", algorithm, NULL, "6", 0, 0, 0 },
	{ "password", password, NULL, "6", 0, 0, 0 },
	{ "base64", base64, NULL, "6", 0, 0, 0 },
	{ "key", NULL, key_block, "herald", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_tcp_ao_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	struct reading r = { .d = obj };
	const struct token at = head->v[0];

	if (!conf_block_bare(c, head))
		return;
	conf_block_run(c, w->word, words, &r);
	if (r.any && !r.has_id)
		conf_error_at(c, at.line, at.col,
		    "tcp-ao: 'keyid' is missing");
	else if (r.any)
		take(c, &r, &at);
	else if (r.d->nao == 0 && c->nerrors == 0)
		conf_error_at(c, at.line, at.col,
		    "tcp-ao: no key; legal here: keyid algorithm password "
		    "base64 key");
	explicit_bzero(&r, sizeof(r));
}
