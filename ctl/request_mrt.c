/* SPDX-License-Identifier: ISC */
/*
 * A file from its first record to its last whole one.  What could not be read
 * is told at the end, and makes the exit status 1, for what was printed is not
 * all then.
 */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "mrt_filter.h"
#include "mrt_reader.h"
#include "mrt_show.h"
#include "path/attr.h"
#include "request_mrt.h"

enum { KEPT_MAX = 8 * ATTR_SET_MAX, WHY_MAX = 512 };

/* Records that are alike in what became of them. */
struct tally {
	uint64_t	n;
	uint64_t	first;		/* number of a record */
	uint16_t	type;
	uint16_t	subtype;
	const char	*why;
};

struct job {
	struct request	*r;
	struct mrt_show	 show;
	mrt_form	*form;
	struct mrt	*mrt;
	struct tally	 unknown;
	struct tally	 malformed;
};

static int
take_item(void *arg, const struct mrt_item *i)
{
	struct job *j = arg;
	struct output *o = j->r->out;
	uint64_t serial = i->set == NULL ? 0 : i->set->serial;
	size_t before = o->w.len;

	if (j->r->cmd->peers && i->kind != MRT_PEER)
		return 0;
	if (j->show.serial != serial || serial == 0) {
		mrt_facts_read(&j->show.facts, i->set);
		j->show.serial = serial;
	}
	if (!mrt_filter_matches(&j->r->cmd->filter, i, &j->show.facts))
		return 0;
	j->form(&j->show, i);
	return o->w.len == before && !o->w.failed ? 0 : output_next(o);
}

static void
count(struct tally *t, const struct mrt_record *r, const char *why)
{
	if (t->n++ > 0)
		return;
	t->first = r->number;
	t->type = r->type;
	t->subtype = r->subtype;
	t->why = why;
}

/* Behind the file's name; with -j an object when no others are to come. */
static void
complain(struct job *j, const char *text)
{
	const char *said;
	struct wbuf w;

	wbuf_growable(&w, WHY_MAX + PATH_MAX);
	wbuf_printf(&w, "%s: %s", strcmp(j->r->cmd->mrt, "-") == 0 ?
	    "standard input" : j->r->cmd->mrt, text);
	wbuf_u8(&w, '\0');
	said = w.failed ? text : (const char *)w.p;
	if (j->r->out->begun)
		request_complain(said);
	else
		(void)request_failed(j->r, said, EXIT_REFUSED);
	wbuf_free(&w);
}

static const char *
plural(uint64_t n)
{
	return n == 1 ? " is" : "s are";
}

static void
report(struct job *j)
{
	char text[WHY_MAX];
	const struct tally *t = &j->malformed;

	if (t->n > 0) {
		(void)snprintf(text, sizeof(text), "%" PRIu64 " record%s not "
		    "as it should be; number %" PRIu64 ": %s", t->n,
		    plural(t->n), t->first, t->why);
		complain(j, text);
	}
	t = &j->unknown;
	if (t->n > 0) {
		(void)snprintf(text, sizeof(text), "%" PRIu64 " record%s of a "
		    "type that is not read; number %" PRIu64 ": type %u "
		    "subtype %u", t->n, plural(t->n), t->first, t->type,
		    t->subtype);
		complain(j, text);
	}
}

/* How the file ended, if not well; NULL: well. */
static const char *
bad_end(enum mrt_next end, struct mrt_file *file, uint64_t number, char *buf,
    size_t size)
{
	static const char *const ends[] = {
		[MRT_CUT] = "it ends in the middle of a record",
		[MRT_TOO_LONG] = "the next record says it is longer than any",
	};
	const char *why;

	if (end == MRT_ERROR || (end != MRT_TOO_LONG &&
	    mrt_file_end(file) == -1))
		why = file->why;
	else if (end != MRT_END)
		why = ends[end];
	else
		return NULL;
	(void)snprintf(buf, size, "%s; whole records: %" PRIu64, why, number);
	return buf;
}

static enum exit_code
finish(struct job *j, const struct mrt_reader *rd, enum mrt_next end)
{
	struct output *o = j->r->out;
	char buf[WHY_MAX];
	const char *why;
	bool none = o->records == 0;

	if (output_flush(o) == -1)
		return request_unwritten(j->r);
	why = bad_end(end, rd->file, rd->number, buf, sizeof(buf));
	report(j);
	if (why != NULL)
		complain(j, why);
	if (why != NULL || j->malformed.n > 0 ||
	    (rd->number > 0 && j->unknown.n == rd->number))
		return EXIT_REFUSED;
	if (none && (j->r->cmd->filter.flags != 0 || j->r->cmd->peers)) {
		complain(j, j->r->cmd->peers ? "no table of peers" :
		    "no matching route");
		return EXIT_REFUSED;
	}
	return EXIT_DONE;
}

static enum exit_code
read_all(struct job *j, struct mrt_file *file)
{
	struct mrt_record record;
	enum exit_code code;
	struct mrt_reader rd;
	enum mrt_next next;
	enum mrt_result result = MRT_TAKEN;

	mrt_reader_init(&rd, file);
	while ((next = mrt_reader_next(&rd, &record)) == MRT_NEXT) {
		result = mrt_take(j->mrt, &record);
		if (result == MRT_STOPPED)
			break;
		if (result == MRT_UNKNOWN)
			count(&j->unknown, &record, NULL);
		if (result == MRT_MALFORMED)
			count(&j->malformed, &record, mrt_why(j->mrt));
	}
	code = result == MRT_STOPPED ? request_unwritten(j->r) :
	    finish(j, &rd, next);
	mrt_reader_free(&rd);
	return code;
}

static mrt_form *
form_of(const struct request *r)
{
	if (r->json)
		return mrt_show_json;
	if (r->cmd->peers)
		return mrt_show_peer;
	return r->cmd->detail ? mrt_show_text : mrt_show_line;
}

enum exit_code
request_mrt(struct request *r)
{
	struct job j = { .r = r, .show = { .o = r->out },
	    .form = form_of(r) };
	struct mrt_file file;
	enum exit_code code;

	if (mrt_file_open(&file, r->cmd->mrt) == -1) {
		complain(&j, file.why);
		return EXIT_REFUSED;
	}
	r->out->begun = true;	/* no list around it */
	mrt_facts_init(&j.show.facts);
	wbuf_growable(&j.show.kept, KEPT_MAX);
	j.mrt = mrt_new(take_item, &j);
	code = read_all(&j, &file);
	mrt_free(j.mrt);
	mrt_facts_free(&j.show.facts);
	wbuf_free(&j.show.kept);
	mrt_file_close(&file);
	return code;
}
