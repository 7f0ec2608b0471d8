/* SPDX-License-Identifier: ISC */
/*
 * OPERATIONAL messages.  A queue of them in the image is checked like anything
 * else that an engine did not write itself.
 */
#include <string.h>

#include "bgp/operational.h"

static const struct operational_kind kinds[] = {
	{ "adm",	"ADM",	1,	OPERATIONAL_ADVISORY },
	{ "asm",	"ASM",	2,	OPERATIONAL_ADVISORY },
	{ "rpcq",	"RPCQ",	3,	OPERATIONAL_QUERY },
	{ "rpcp",	"RPCP",	4,	OPERATIONAL_COUNTER },
	{ "apcq",	"APCQ",	5,	OPERATIONAL_QUERY },
	{ "apcp",	"APCP",	6,	OPERATIONAL_COUNTER },
	{ "lpcq",	"LPCQ",	7,	OPERATIONAL_QUERY },
	{ "lpcp",	"LPCP",	8,	OPERATIONAL_COUNTER },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const struct operational_kind *
operational_kind(unsigned i)
{
	return i < KINDS ? &kinds[i] : NULL;
}

const struct operational_kind *
operational_by_type(uint16_t type)
{
	unsigned i;

	for (i = 0; i < KINDS; i++)
		if (kinds[i].type == type)
			return &kinds[i];
	return NULL;
}

const struct operational_kind *
operational_by_word(const char *word)
{
	unsigned i;

	for (i = 0; i < KINDS; i++)
		if (strcasecmp(kinds[i].word, word) == 0)
			return &kinds[i];
	return NULL;
}

void
operational_write(struct wbuf *w, const struct operational *o,
    uint32_t own_id)
{
	const struct family_info *f = family_info(o->family);
	size_t begin = message_begin(w, MSG_OPERATIONAL), body = w->len + 4;

	wbuf_u16(w, o->kind->type);
	wbuf_u16(w, 0);			/* length, below */
	wbuf_u16(w, f->afi);
	wbuf_u8(w, f->safi);
	if (o->kind->form == OPERATIONAL_ADVISORY)
		wbuf_bytes(w, o->advisory.p, o->advisory.left);
	else {
		wbuf_u32(w, o->router_id != 0 ? o->router_id : own_id);
		wbuf_u32(w, o->sequence);
		if (o->kind->form == OPERATIONAL_COUNTER)
			wbuf_u32(w, o->counter);
	}
	wbuf_set_u16(w, body - 2, (uint16_t)(w->len - body));
	message_end(w, begin);
}

void
operational_pack(struct wbuf *w, const struct operational *o)
{
	const struct family_info *f = family_info(o->family);

	wbuf_u16(w, o->kind->type);
	wbuf_u16(w, f->afi);
	wbuf_u8(w, f->safi);
	wbuf_u32(w, o->router_id);
	wbuf_u32(w, o->sequence);
	wbuf_u32(w, o->counter);
	wbuf_u16(w, (uint16_t)o->advisory.left);
	wbuf_bytes(w, o->advisory.p, o->advisory.left);
}

int
operational_unpack(struct rbuf *b, struct operational *o)
{
	struct rbuf in = *b;
	struct operational r;
	uint16_t type, len;

	if (rbuf_u16(&in, &type) == -1 || rbuf_u16(&in, &r.afi) == -1 ||
	    rbuf_u8(&in, &r.safi) == -1 ||
	    rbuf_u32(&in, &r.router_id) == -1 ||
	    rbuf_u32(&in, &r.sequence) == -1 ||
	    rbuf_u32(&in, &r.counter) == -1 || rbuf_u16(&in, &len) == -1 ||
	    len > OPERATIONAL_TEXT_MAX ||
	    rbuf_sub(&in, len, &r.advisory) == -1)
		return -1;
	r.kind = operational_by_type(type);
	r.family = family_by_number(r.afi, r.safi);
	if (r.kind == NULL || r.afi == 0 || r.safi == 0)
		return -1;
	*b = in;
	*o = r;
	return 0;
}
