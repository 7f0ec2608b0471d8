/* SPDX-License-Identifier: ISC */
/*
 * Answers are records in chunks: a literal with a count, or octets.  They are
 * written out in full only in the stage, 64 KiB at a time, so that a program
 * which writes a million lines before it reads one costs 16 octets.  Events
 * are written from the chunks that they wait in.
 *
 * Answers go first.  Only an event chunk that was begun is finished before
 * them, and takes no more events then: what is between two chunks is between
 * two events.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "program_queue.h"

enum { WRITES = 8 };		/* a turn */

struct record {
	const char	*literal;	/* NULL: octets follow */
	uint32_t	 n;		/* how often, or how many */
	uint32_t	 pad;
};

enum { RECORD = sizeof(struct record) };

void
program_queue_init(struct program_queue *q, size_t events_max)
{
	memset(q, 0, sizeof(*q));
	STAILQ_INIT(&q->answers);
	STAILQ_INIT(&q->events);
	q->events_max = events_max;
}

static void
drop_first(struct queue_chunks *l)
{
	struct queue_chunk *k = STAILQ_FIRST(l);

	STAILQ_REMOVE_HEAD(l, entry);
	free(k);
}

static void
forget(struct program_queue *q)
{
	while (!STAILQ_EMPTY(&q->answers))
		drop_first(&q->answers);
	while (!STAILQ_EMPTY(&q->events))
		drop_first(&q->events);
	q->answers_len = q->events_len = q->taken = 0;
	q->octets = q->lines = 0;
	q->stage_len = q->stage_off = 0;
	q->tail_grows = false;
}

void
program_queue_fini(struct program_queue *q)
{
	forget(q);
	free(q->stage);
	q->stage = NULL;
}

static uint64_t
lines_in(const void *p, size_t n)
{
	const uint8_t *at = p, *end = at + n;
	uint64_t lines = 0;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) !=
	    NULL) {
		lines++;
		at++;
	}
	return lines;
}

static void
count_in(struct program_queue *q, const void *p, size_t n)
{
	q->octets += n;
	q->lines += lines_in(p, n);
}

static struct queue_chunk *
add_chunk(struct queue_chunks *l, size_t n)
{
	size_t size = n > QUEUE_CHUNK ? n : QUEUE_CHUNK;
	struct queue_chunk *k = xmalloc(sizeof(*k) + size);

	k->size = size;
	k->len = k->off = 0;
	STAILQ_INSERT_TAIL(l, k, entry);
	return k;
}

static struct queue_chunk *
room_for(struct queue_chunks *l, size_t n)
{
	struct queue_chunk *k = STAILQ_LAST(l, queue_chunk, entry);

	return k != NULL && k->size - k->len >= n ? k : add_chunk(l, n);
}

/* --- answers -------------------------------------------------------------- */

static struct record
record_at(const struct queue_chunk *k, size_t at)
{
	struct record r;

	memcpy(&r, k->data + at, sizeof(r));
	return r;
}

/* The last record, when it is of this kind and may grow. */
static struct queue_chunk *
growing(const struct program_queue *q, const char *literal, struct record *r)
{
	struct queue_chunk *k;

	if (!q->tail_grows)
		return NULL;
	k = STAILQ_LAST(&q->answers, queue_chunk, entry);
	*r = record_at(k, q->tail);
	return r->literal == literal ? k : NULL;
}

static void
add_record(struct program_queue *q, const struct record *r, const void *p,
    size_t n)
{
	struct queue_chunk *k = room_for(&q->answers, RECORD + n);

	q->tail = k->len;
	q->tail_grows = true;
	memcpy(k->data + k->len, r, RECORD);
	if (n > 0)
		memcpy(k->data + k->len + RECORD, p, n);
	k->len += RECORD + n;
	q->answers_len += RECORD + n;
}

void
program_queue_answer(struct program_queue *q, const char *literal)
{
	struct record r = { .literal = literal, .n = 1 }, last;
	struct queue_chunk *k;

	if (q->deaf)
		return;
	q->octets += strlen(literal) + 1;
	q->lines++;
	k = growing(q, literal, &last);
	if (k != NULL && last.n < UINT32_MAX) {
		last.n++;
		memcpy(k->data + q->tail, &last, RECORD);
		return;
	}
	add_record(q, &r, NULL, 0);
}

void
program_queue_data(struct program_queue *q, const void *p, size_t n)
{
	struct record r = { .n = (uint32_t)n }, last;
	struct queue_chunk *k;

	if (q->deaf || n == 0)
		return;
	count_in(q, p, n);
	k = growing(q, NULL, &last);
	if (k == NULL || k->size - k->len < n) {
		add_record(q, &r, p, n);
		return;
	}
	last.n += (uint32_t)n;
	memcpy(k->data + q->tail, &last, RECORD);
	memcpy(k->data + k->len, p, n);
	k->len += n;
	q->answers_len += n;
}

/* The first record is in the stage whole. */
static void
drop_record(struct program_queue *q, size_t n)
{
	struct queue_chunk *k = STAILQ_FIRST(&q->answers);

	if (k == STAILQ_LAST(&q->answers, queue_chunk, entry) &&
	    q->tail == k->off)
		q->tail_grows = false;
	k->off += n;
	q->answers_len -= n;
	q->taken = 0;
	if (k->off < k->len)
		return;
	if (STAILQ_NEXT(k, entry) == NULL)
		q->tail_grows = false;
	drop_first(&q->answers);
}

/* As many of it as there is room for; false: there is no more room. */
static bool
stage_literals(struct program_queue *q, struct queue_chunk *k,
    struct record r)
{
	size_t len = strlen(r.literal);
	uint8_t *to;

	while (r.n > 0 && QUEUE_CHUNK - q->stage_len > len) {
		to = q->stage + q->stage_len;
		memcpy(to, r.literal, len);
		to[len] = '\n';
		q->stage_len += len + 1;
		r.n--;
	}
	memcpy(k->data + k->off, &r, RECORD);
	if (r.n > 0)
		return false;
	drop_record(q, RECORD);
	return true;
}

static bool
stage_octets(struct program_queue *q, const struct queue_chunk *k,
    struct record r)
{
	size_t n = r.n - q->taken;

	if (n > QUEUE_CHUNK - q->stage_len)
		n = QUEUE_CHUNK - q->stage_len;
	memcpy(q->stage + q->stage_len, k->data + k->off + RECORD + q->taken,
	    n);
	q->stage_len += n;
	q->taken += n;
	if (q->taken < r.n)
		return false;
	drop_record(q, RECORD + r.n);
	return true;
}

static void
fill_stage(struct program_queue *q)
{
	struct queue_chunk *k;
	struct record r;
	bool more = true;

	if (q->stage == NULL)
		q->stage = xmalloc(QUEUE_CHUNK);
	q->stage_len = q->stage_off = 0;
	while (more && (k = STAILQ_FIRST(&q->answers)) != NULL) {
		r = record_at(k, k->off);
		more = r.literal != NULL ? stage_literals(q, k, r) :
		    stage_octets(q, k, r);
	}
}

/* --- events --------------------------------------------------------------- */

bool
program_queue_event(struct program_queue *q, const void *p, size_t n,
    bool forced)
{
	struct queue_chunk *k;

	if (q->deaf)
		return true;
	if (!forced && q->events_len > 0 &&
	    (n > q->events_max || q->events_len > q->events_max - n))
		return false;
	count_in(q, p, n);
	k = STAILQ_LAST(&q->events, queue_chunk, entry);
	if (k == NULL || k->size - k->len < n ||
	    (k->off > 0 && q->answers_len > 0))
		k = add_chunk(&q->events, n);
	memcpy(k->data + k->len, p, n);
	k->len += n;
	q->events_len += n;
	return true;
}

/* --- out ------------------------------------------------------------------ */

static bool
has_begun(const struct queue_chunk *k)
{
	return k != NULL && k->off > 0;
}

/* What goes next; false: nothing. */
static bool
next_run(struct program_queue *q, const uint8_t **p, size_t *n)
{
	struct queue_chunk *k = STAILQ_FIRST(&q->events);

	if (q->stage_off == q->stage_len && q->answers_len > 0 &&
	    !has_begun(k))
		fill_stage(q);
	if (q->stage_off < q->stage_len) {
		*p = q->stage + q->stage_off;
		*n = q->stage_len - q->stage_off;
		return true;
	}
	if (k == NULL)
		return false;
	*p = k->data + k->off;
	*n = k->len - k->off;
	return true;
}

static void
consume(struct program_queue *q, size_t n)
{
	struct queue_chunk *k;

	if (q->stage_off < q->stage_len) {
		q->stage_off += n;
		return;
	}
	k = STAILQ_FIRST(&q->events);
	k->off += n;
	q->events_len -= n;
	if (k->off == k->len)
		drop_first(&q->events);
}

enum queue_step
program_queue_write(struct program_queue *q, int fd)
{
	const uint8_t *p;
	unsigned writes;
	ssize_t done;
	size_t n;

	for (writes = 0; next_run(q, &p, &n); writes++) {
		if (writes == WRITES)
			return QUEUE_MORE;
		done = write(fd, p, n);
		if (done == -1 && errno == EINTR)
			continue;
		if (done == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return QUEUE_BLOCKED;
		if (done == -1) {
			q->deaf = true;
			forget(q);
			return QUEUE_EMPTY;
		}
		q->octets -= (size_t)done;
		q->lines -= lines_in(p, (size_t)done);
		consume(q, (size_t)done);
	}
	return QUEUE_EMPTY;
}
