/* SPDX-License-Identifier: ISC */
/*
 * A small BGP speaker for tests and benchmarks, written apart from Herald's
 * codecs so that it can judge them: many sessions in one thread, each with a
 * stream of ready messages to send and a callback for what arrives.
 */
#ifndef REGRESS_SPEAKER_H
#define REGRESS_SPEAKER_H

#include <sys/socket.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum spk_state {
	SPK_CONNECT,
	SPK_OPEN_SENT,
	SPK_OPEN_CONFIRM,
	SPK_UP,
	SPK_GONE,
};

struct spk {
	struct sockaddr_storage	local;		/* port 0 */
	struct sockaddr_storage	remote;
	uint32_t	 as;
	uint32_t	 id;			/* router id, host order */
	bool		 as4;			/* capability 65 */
	bool		 add_path;		/* we send path ids */
	bool		 refresh;
	uint16_t	 hold;
	const char	*md5;			/* TCP-MD5 key or NULL */
	uint8_t		*stream;		/* whole messages to send */
	size_t		 stream_len;
	/* A received message; body behind the header. */
	void		(*received)(struct spk *s, uint8_t type,
			    const uint8_t *body, size_t len);
	void		*arg;

	/* the speaker's own */
	enum spk_state	 state;
	int		 fd;
	size_t		 sent;			/* of stream */
	uint8_t		*in;
	size_t		 in_len;
	double		 keepalive_due;
	double		 connect_at;
	double		 up_at;			/* CLOCK_MONOTONIC seconds */
	double		 first_write_at;
	double		 last_write_at;
	uint8_t		 pending[256];		/* OPEN, KEEPALIVE */
	size_t		 pending_len;
	bool		 pause_reading;
	uint8_t		 notify_code, notify_subcode;
	unsigned	 retries;
};

double	spk_now(void);
/*
 * Serves all sessions until done() is true (asked after every pass) or
 * deadline (seconds from now) passes: then false.  Sessions that fail before
 * they were up are tried again.
 */
bool	spk_run(struct spk *v, size_t n, bool (*done)(struct spk *, size_t,
	    void *), void *arg, double deadline);
/* Octets the kernel holds that the neighbour has not acknowledged. */
size_t	spk_unacked(const struct spk *s);
int	spk_addr(const char *text, struct sockaddr_storage *ss, uint16_t port);

#endif
