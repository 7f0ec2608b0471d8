/* SPDX-License-Identifier: ISC */
/*
 * operational { asm afi ipv4 safi unicast advisory "text"; } and the other
 * kinds, in the words of the API.  ExaBGP has the block and cannot read it;
 * what it means there is meant here: the session sends them (session/).
 */
#include "bgp/operational.h"
#include "config/conf_operational.h"
#include "text/operational_words.h"

static int
message(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_def *d = obj;
	struct operational o;

	(void)w;
	t->at = 0;
	if (operational_words_read(&o, t, &c->e) == -1)
		return -1;
	operational_pack(&d->operational, &o);
	d->noperational++;
	return 0;
}

static const struct conf_word words[] = {
	{ "adm",	message,	NULL, "3.3", 0, 0, 0 },
	{ "asm",	message,	NULL, "3.3", 0, 0, 0 },
	{ "rpcq",	message,	NULL, "3.3", 0, 0, 0 },
	{ "rpcp",	message,	NULL, "3.3", 0, 0, 0 },
	{ "apcq",	message,	NULL, "3.3", 0, 0, 0 },
	{ "apcp",	message,	NULL, "3.3", 0, 0, 0 },
	{ "lpcq",	message,	NULL, "3.3", 0, 0, 0 },
	{ "lpcp",	message,	NULL, "3.3", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_operational_block(struct conf_ctx *c, void *obj,
    const struct conf_word *w, struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, words, obj);
}

void
conf_operational_put(struct conf_writer *w, uint32_t id, struct rbuf packed)
{
	struct wbuf body;

	if (packed.left == 0)
		return;
	wbuf_growable(&body, sizeof(id) + packed.left);
	wbuf_bytes(&body, &id, sizeof(id));
	wbuf_bytes(&body, packed.p, packed.left);
	conf_writer_put(w, CONF_OPERATIONAL, body.p, body.len);
	wbuf_free(&body);
}

void
conf_operational_print(struct wbuf *out, struct rbuf body)
{
	struct operational o;
	uint32_t id;

	if (rbuf_host(&body, &id, sizeof(id)) == -1)
		return;
	wbuf_str(out, "\toperational {\n");
	while (operational_unpack(&body, &o) == 0) {
		if (o.family == FAMILY_NONE)
			continue;	/* of no configuration in force */
		wbuf_str(out, "\t\t");
		operational_words_print(out, &o);
		wbuf_str(out, ";\n");
	}
	wbuf_str(out, "\t}\n");
}
