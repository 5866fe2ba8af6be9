/* Fills a buffer with a text, again and again. */
static void fill(char *buffer, size_t size, const char *text, size_t length)
{
    for (size_t i = 0; i < size; i++)
        buffer[i] = text[i % length];
}
