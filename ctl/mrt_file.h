/* SPDX-License-Identifier: ISC */
/*
 * A file's octets, decompressed where it is compressed.  gzip and bzip2 do
 * that as children: they are on every system that has such files, what they
 * read of a stranger stays out of this process, and they run beside it.
 */
#ifndef CTL_MRT_FILE_H
#define CTL_MRT_FILE_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MRT_FILE_WHY = 192, MRT_FILE_HEAD = 6 };

struct mrt_file {
	int		 fd;
	pid_t		 child;		/* -1: none */
	const char	*program;	/* of the child */
	/* Octets of a pipe that were looked at: they come first. */
	uint8_t		 head[MRT_FILE_HEAD];
	size_t		 head_at;
	size_t		 head_len;
	char		 why[MRT_FILE_WHY];
};

/* "-" is standard input.  0, or -1 with why. */
int	mrt_file_open(struct mrt_file *f, const char *path);
/* How many octets, 0 at the end; -1 with why. */
ssize_t	mrt_file_read(struct mrt_file *f, void *buf, size_t n);
/* 0, or -1 with why: the octets were not all, for the child failed. */
int	mrt_file_end(struct mrt_file *f);
/* Also in the middle. */
void	mrt_file_close(struct mrt_file *f);

#endif
