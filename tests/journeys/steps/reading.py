"""What a page must be for whoever reads it: it fits, it says in which language its words are."""

# Words in Latin letters that stand in text of another script without saying so. Names, addresses and references have
# no language of their own.
UNMARKED = """names => {
  const found = [];
  const note = (element, text) => {
    const language = element.closest('[lang]').lang;
    const words = names.reduce((left, name) => left.replaceAll(name, ''), text || '');
    if (language === document.documentElement.lang && /[A-Za-z]{3,}/.test(words)) found.push(text.trim());
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!element.closest('script, style, template')) note(element, walk.currentNode.data);
  }
  for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
    document.querySelectorAll(`body [${name}]`).forEach(element => note(element, element.getAttribute(name)));
  return found;
}"""


def words_of_another_language(page, *, names):
    """Texts in Latin letters that are not marked as such, apart from names."""
    return page.evaluate(UNMARKED, list(names))


def fits(page):
    """Nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
