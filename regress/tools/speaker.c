/* SPDX-License-Identifier: ISC */
/*
 * See speaker.h.  poll(2) is enough: what is measured is at the other end.
 */
#include <sys/ioctl.h>
#include <sys/types.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "speaker.h"

enum { IN_SIZE = 1 << 18, HEADER = 19 };

double
spk_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

int
spk_addr(const char *text, struct sockaddr_storage *ss, uint16_t port)
{
	struct sockaddr_in s4 = { .sin_family = AF_INET };
	struct sockaddr_in6 s6 = { .sin6_family = AF_INET6 };

	memset(ss, 0, sizeof(*ss));
	if (inet_pton(AF_INET, text, &s4.sin_addr) == 1) {
		s4.sin_port = htons(port);
		memcpy(ss, &s4, sizeof(s4));
		return 0;
	}
	if (inet_pton(AF_INET6, text, &s6.sin6_addr) == 1) {
		s6.sin6_port = htons(port);
		memcpy(ss, &s6, sizeof(s6));
		return 0;
	}
	return -1;
}

static socklen_t
addr_size(const struct sockaddr_storage *ss)
{
	return ss->ss_family == AF_INET ? sizeof(struct sockaddr_in) :
	    sizeof(struct sockaddr_in6);
}

static void
set_md5(struct spk *s)
{
	struct tcp_md5sig sig;

	if (s->md5 == NULL)
		return;
	memset(&sig, 0, sizeof(sig));
	memcpy(&sig.tcpm_addr, &s->remote, sizeof(s->remote));
	sig.tcpm_keylen = (uint16_t)strlen(s->md5);
	memcpy(sig.tcpm_key, s->md5, sig.tcpm_keylen);
	if (setsockopt(s->fd, IPPROTO_TCP, TCP_MD5SIG, &sig, sizeof(sig)) == -1)
		perror("speaker: TCP_MD5SIG");
}

static void
start(struct spk *s)
{
	int on = 1;

	s->fd = socket(s->local.ss_family, SOCK_STREAM | SOCK_NONBLOCK |
	    SOCK_CLOEXEC, 0);
	if (s->fd == -1) {
		perror("speaker: socket");
		exit(1);
	}
	setsockopt(s->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	set_md5(s);
	if (bind(s->fd, (struct sockaddr *)&s->local,
	    addr_size(&s->local)) == -1) {
		perror("speaker: bind");
		exit(1);
	}
	if (connect(s->fd, (struct sockaddr *)&s->remote,
	    addr_size(&s->remote)) == -1 && errno != EINPROGRESS) {
		close(s->fd);
		s->fd = -1;
		s->connect_at = spk_now() + 0.2;
		return;
	}
	s->state = SPK_CONNECT;
	s->in_len = 0;
	s->pending_len = 0;
}

static void
stop(struct spk *s, bool again)
{
	if (s->fd != -1)
		close(s->fd);
	s->fd = -1;
	s->state = again ? SPK_CONNECT : SPK_GONE;
	s->connect_at = spk_now() + 0.2;
	s->retries++;
}

static void
put(struct spk *s, const uint8_t *p, size_t n)
{
	if (s->pending_len + n > sizeof(s->pending))
		return;
	memcpy(s->pending + s->pending_len, p, n);
	s->pending_len += n;
}

static size_t
cap(uint8_t *p, uint8_t code, const void *v, uint8_t n)
{
	p[0] = 2;
	p[1] = (uint8_t)(n + 2);
	p[2] = code;
	p[3] = n;
	if (n > 0)
		memcpy(p + 4, v, n);
	return n + 4U;
}

static void
put_keepalive(struct spk *s)
{
	uint8_t m[HEADER];

	memset(m, 0xff, 16);
	m[16] = 0;
	m[17] = HEADER;
	m[18] = 4;
	put(s, m, sizeof(m));
	s->keepalive_due = spk_now() + (s->hold > 0 ? s->hold / 3.0 : 1e9);
}

static void
put_open(struct spk *s)
{
	static const uint8_t mp[4][4] = { { 0, 1, 0, 1 }, { 0, 2, 0, 1 },
	    { 0, 1, 0, 2 }, { 0, 2, 0, 2 } };
	static const uint8_t ap[] = { 0, 1, 1, 2, 0, 2, 1, 2, 0, 1, 2, 2,
	    0, 2, 2, 2 };
	uint8_t m[256] = { 0 }, as4[4];
	uint32_t as16 = s->as > 65535 ? 23456 : s->as;
	size_t at = 29, i;

	for (i = 0; i < 4; i++)
		at += cap(m + at, 1, mp[i], 4);
	for (i = 0; i < 4; i++)
		as4[i] = (uint8_t)(s->as >> (24 - 8 * i));
	if (s->as4)
		at += cap(m + at, 65, as4, 4);
	if (s->add_path)
		at += cap(m + at, 69, ap, sizeof(ap));
	if (s->refresh) {
		at += cap(m + at, 2, NULL, 0);
		at += cap(m + at, 70, NULL, 0);
	}
	memset(m, 0xff, 16);
	m[16] = (uint8_t)(at >> 8);
	m[17] = (uint8_t)at;
	m[18] = 1;
	m[19] = 4;
	m[20] = (uint8_t)(as16 >> 8);
	m[21] = (uint8_t)as16;
	m[22] = (uint8_t)(s->hold >> 8);
	m[23] = (uint8_t)s->hold;
	for (i = 0; i < 4; i++)
		m[24 + i] = (uint8_t)(s->id >> (24 - 8 * i));
	m[28] = (uint8_t)(at - 29);
	put(s, m, at);
}

static void
message(struct spk *s, uint8_t type, const uint8_t *body, size_t len)
{
	if (type == 1 && s->state == SPK_OPEN_SENT) {
		put_keepalive(s);
		s->state = SPK_OPEN_CONFIRM;
	} else if (type == 4 && s->state == SPK_OPEN_CONFIRM) {
		s->state = SPK_UP;
		s->up_at = spk_now();
	} else if (type == 3 && len >= 2) {
		s->notify_code = body[0];
		s->notify_subcode = body[1];
	}
	if (s->received != NULL)
		s->received(s, type, body, len);
}

static void
parse(struct spk *s)
{
	size_t at = 0, len;

	while (s->in_len - at >= HEADER) {
		len = (size_t)(s->in[at + 16] << 8 | s->in[at + 17]);
		if (len < HEADER) {
			fprintf(stderr, "speaker: bad length %zu\n", len);
			stop(s, false);
			return;
		}
		if (s->in_len - at < len)
			break;
		message(s, s->in[at + 18], s->in + at + HEADER, len - HEADER);
		at += len;
	}
	memmove(s->in, s->in + at, s->in_len - at);
	s->in_len -= at;
}

static void
on_readable(struct spk *s)
{
	ssize_t n;

	n = read(s->fd, s->in + s->in_len, IN_SIZE - s->in_len);
	if (n > 0) {
		s->in_len += (size_t)n;
		parse(s);
	} else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		stop(s, s->state != SPK_UP);
}

static void
on_writable(struct spk *s)
{
	ssize_t n;
	int err = 0;
	socklen_t len = sizeof(err);

	if (s->state == SPK_CONNECT) {
		getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &err, &len);
		if (err != 0) {
			stop(s, true);
			return;
		}
		put_open(s);
		s->state = SPK_OPEN_SENT;
	}
	if (s->pending_len > 0) {
		n = write(s->fd, s->pending, s->pending_len);
		if (n < 0)
			return;
		memmove(s->pending, s->pending + n, s->pending_len - (size_t)n);
		s->pending_len -= (size_t)n;
		if (s->pending_len > 0)
			return;
	}
	if (s->state == SPK_UP && s->sent < s->stream_len) {
		n = write(s->fd, s->stream + s->sent, s->stream_len - s->sent);
		if (n < 0)
			return;
		if (s->sent == 0)
			s->first_write_at = spk_now();
		s->sent += (size_t)n;
		s->last_write_at = spk_now();
	}
}

/* A KEEPALIVE may only stand between messages of the stream. */
static bool
at_boundary(const struct spk *s)
{
	return s->sent == 0 || s->sent == s->stream_len;
}

static void
fill(struct spk *s, struct pollfd *p, double now)
{
	p->fd = -1;
	p->events = 0;
	p->revents = 0;
	if (s->fd == -1 && s->state != SPK_GONE && now >= s->connect_at)
		start(s);
	if (s->fd == -1)
		return;
	if (s->state == SPK_UP && now >= s->keepalive_due && at_boundary(s))
		put_keepalive(s);
	p->fd = s->fd;
	if (!s->pause_reading)
		p->events = POLLIN;
	if (s->state == SPK_CONNECT || s->pending_len > 0 ||
	    (s->state == SPK_UP && s->sent < s->stream_len))
		p->events |= POLLOUT;
}

bool
spk_run(struct spk *v, size_t n, bool (*done)(struct spk *, size_t, void *),
    void *arg, double deadline)
{
	struct pollfd *pfd = calloc(n, sizeof(*pfd));
	double end = spk_now() + deadline;
	bool ok = false;
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i].in == NULL) {
			v[i].in = malloc(IN_SIZE);
			v[i].fd = -1;
		}
	while (!(ok = done(v, n, arg)) && spk_now() < end) {
		for (i = 0; i < n; i++)
			fill(&v[i], &pfd[i], spk_now());
		if (poll(pfd, n, 20) <= 0)
			continue;
		for (i = 0; i < n; i++) {
			if (pfd[i].fd != -1 && pfd[i].revents & POLLOUT)
				on_writable(&v[i]);
			if (pfd[i].fd != -1 && v[i].fd == pfd[i].fd &&
			    pfd[i].revents & (POLLIN | POLLHUP | POLLERR))
				on_readable(&v[i]);
		}
	}
	free(pfd);
	return ok;
}

size_t
spk_unacked(const struct spk *s)
{
	int n = 0;

	if (s->fd == -1 || ioctl(s->fd, SIOCOUTQ, &n) == -1)
		return 0;
	return (size_t)n;
}
