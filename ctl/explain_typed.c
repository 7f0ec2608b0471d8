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

enum { TYPE_OCTETS = 2 };	/* at most; what stands before is MUP's */

static void
put_head(struct explain *e, struct rbuf head, const char *word,
    const char *section)
{
	struct rbuf architecture;

	if (head.left > TYPE_OCTETS &&
	    rbuf_sub(&head, head.left - TYPE_OCTETS, &architecture) == 0)
		explain_put(e, architecture, "Architecture", section, "%u",
		    explain_number(architecture));
	if (head.left > 0)
		explain_put(e, head, "Type", section, "%u, %s",
		    explain_number(head), word != NULL ? word : "not known");
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
	struct rbuf b = one, head, len, body;
	struct nlri_parts p;
	uint8_t before, unit;
	size_t octets;

	if (nlri_parts_head(e->family, &before, &unit) == -1 ||
	    rbuf_sub(&b, before, &head) == -1 ||
	    rbuf_sub(&b, 1, &len) == -1) {
		put_rest(e, one, section);
		return;
	}
	octets = len.p[0] / unit;
	if (rbuf_sub(&b, octets < b.left ? octets : b.left, &body) == -1)
		return;
	nlri_parts_read(&p, e->family, head, body);
	if (p.section != NULL)
		section = p.section;
	put_head(e, head, p.word, section);
	explain_put(e, len, "Length", section, "%u %s", len.p[0],
	    unit > 1 ? "bits" : len.p[0] == 1 ? "octet" : "octets");
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
