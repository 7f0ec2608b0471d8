/* SPDX-License-Identifier: ISC */
/*
 * NLRI of type, length and fields, by the rows that the daemon reads them by
 * (EVPN, MVPN, MUP, SR policy), and VPLS, where the length says which fields
 * there are.  Each stops where octets do, or are not of their type.
 */
#include "explain_tlv.h"
#include "explain_typed.h"
#include "path/nlri_parts.h"
#include "path/rd.h"

static void
put_rest(struct explain *e, struct rbuf b, const char *section)
{
	if (b.left > 0)
		explain_put(e, b, "Octets", section, "%zu octet%s", b.left,
		    b.left == 1 ? "" : "s");
}

/* --- by the rows of their family ----------------------------------------- */

/* Octets in front of the length, and what that counts. */
static const struct head {
	enum family	first;
	enum family	second;
	uint8_t		architecture;
	uint8_t		type;
	uint8_t		unit;
} heads[] = {
	{ FAMILY_EVPN, FAMILY_EVPN, 0, 1, 1 },
	{ FAMILY_IPV4_MVPN, FAMILY_IPV6_MVPN, 0, 1, 1 },
	{ FAMILY_IPV4_MUP, FAMILY_IPV6_MUP, 1, 2, 1 },
	{ FAMILY_IPV4_SR_POLICY, FAMILY_IPV6_SR_POLICY, 0, 0, 8 },
};

static const struct head *
head_of(enum family f)
{
	size_t i;

	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (heads[i].first == f || heads[i].second == f)
			return &heads[i];
	return NULL;
}

static void
put_head(struct explain *e, struct rbuf head, const struct head *h,
    const char *word, const char *section)
{
	struct rbuf architecture, type;

	if (rbuf_sub(&head, h->architecture, &architecture) == 0 &&
	    architecture.left > 0)
		explain_put(e, architecture, "Architecture", section, "%u",
		    explain_number(architecture));
	if (rbuf_sub(&head, h->type, &type) == 0 && type.left > 0)
		explain_put(e, type, "Type", section, "%u, %s",
		    explain_number(type), word != NULL ? word : "not known");
}

static void
put_parts(struct explain *e, const struct nlri_parts *p, const char *section)
{
	const struct nlri_part *part;
	struct wbuf *w;
	unsigned i;

	for (i = 0; i < p->n; i++) {
		part = &p->v[i];
		w = explain_begin(e, part->octets, part->word != NULL ?
		    part->word : "Length", section);
		wbuf_bytes(w, p->text + part->said, part->said_len);
		if (part->word == NULL)
			wbuf_str(w, " bits");
		explain_end(e);
	}
	put_rest(e, p->rest, section);
}

void
explain_typed(struct explain *e, struct rbuf one)
{
	const char *section = family_info(e->family)->rfc;
	const struct head *h = head_of(e->family);
	struct rbuf b = one, head, len, body;
	struct nlri_parts p;
	size_t octets;

	if (h == NULL || rbuf_sub(&b, (size_t)h->architecture + h->type,
	    &head) == -1 || rbuf_sub(&b, 1, &len) == -1) {
		put_rest(e, one, section);
		return;
	}
	octets = len.p[0] / h->unit;
	if (rbuf_sub(&b, octets < b.left ? octets : b.left, &body) == -1)
		return;
	nlri_parts_read(&p, e->family, head, body);
	if (p.section != NULL)
		section = p.section;
	put_head(e, head, h, p.word, section);
	explain_put(e, len, "Length", section, "%u %s", len.p[0],
	    h->unit > 1 ? "bits" : len.p[0] == 1 ? "octet" : "octets");
	put_parts(e, &p, section);
}

/* --- VPLS ---------------------------------------------------------------- */

#define END		{ .kind = LAYOUT_END }
#define NUM(k)		{ .key = k, .kind = LAYOUT_NUMBER, .octets = 2 }
#define BASE		{ .key = "base", .kind = LAYOUT_LABEL, .octets = 3 }

static const struct layout block[] = {
	NUM("endpoint"), NUM("offset"), NUM("size"), BASE, END
};
static const struct layout pe[] = {
	{ .key = "pe-address", .kind = LAYOUT_ADDR, .octets = 4 }, END
};
static const struct layout circuits[] = {
	NUM("endpoint"), NUM("offset"), BASE,
	{ .key = "circuits", .kind = LAYOUT_OCTETS }, END
};

/* By its length; what is of no other has circuits. */
static const struct vpls {
	uint16_t		 len;
	const char		*section;
	const struct layout	*layout;
} forms[] = {
	{ 17, "RFC 4761 3.2.2", block },
	{ 12, "RFC 6074 3.2.2.1", pe },
	{ 0, "RFC 6624 3.2", circuits },
};

void
explain_vpls(struct explain *e, struct rbuf one)
{
	const struct vpls *form = forms;
	struct rbuf len, body, rd;
	size_t octets;

	if (rbuf_sub(&one, 2, &len) == -1) {
		put_rest(e, one, family_info(e->family)->rfc);
		return;
	}
	octets = explain_number(len);
	while (form->len != octets && form->len != 0)
		form++;
	explain_put(e, len, "Length", form->section, "%zu octet%s", octets,
	    octets == 1 ? "" : "s");
	if (rbuf_sub(&one, octets < one.left ? octets : one.left,
	    &body) == -1)
		return;
	if (rbuf_sub(&body, RD_SIZE, &rd) == -1) {
		put_rest(e, body, form->section);
		return;
	}
	rd_print(explain_begin(e, rd, "rd", form->section), rd.p);
	explain_end(e);
	if (body.left > 0)
		put_rest(e, explain_layout(e, form->layout, body,
		    form->section), form->section);
}
