package docx

import (
	"fmt"
	"strings"
)

// part is one file of the package.
type part struct {
	name    string
	content []byte
}

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces      = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	relations   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packaged    = `http://schemas.openxmlformats.org/package/2006`
	types       = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// parts lists the files of the package in their order.
func (e *encoder) parts() []part {
	document := declaration + `<w:document ` + spaces + `><w:body>` + e.b.String() +
		fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>`,
			pageWidth, pageHeight, margin, margin, margin, margin) + `</w:body></w:document>`
	out := []part{
		{"[Content_Types].xml", []byte(declaration + `<Types xmlns="` + packaged + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
			override("word/document.xml", types+"document.main+xml") + override("word/styles.xml", types+"styles+xml") + override("word/numbering.xml", types+"numbering+xml") +
			override("word/settings.xml", types+"settings+xml") + override("word/footer1.xml", types+"footer+xml") + override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") + `</Types>`)},
		{"_rels/.rels", []byte(declaration + `<Relationships xmlns="` + packaged + `/relationships"><Relationship Id="d" Type="` + relations + `/officeDocument" Target="word/document.xml"/><Relationship Id="c" Type="` + packaged + `/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`)},
		{"docProps/core.xml", []byte(e.core())},
		{"word/_rels/document.xml.rels", []byte(e.relationships())},
		{"word/document.xml", []byte(document)},
		{"word/footer1.xml", []byte(e.footer())},
		{"word/numbering.xml", []byte(e.numbering())},
		{"word/settings.xml", []byte(declaration + `<w:settings ` + spaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`)},
		{"word/styles.xml", []byte(e.styles())},
	}
	for i, image := range e.images {
		out = append(out, part{fmt.Sprintf("word/media/image%d.png", i+1), image})
	}
	return out
}

func override(name, kind string) string {
	return `<Override PartName="/` + name + `" ContentType="` + kind + `"/>`
}

func (e *encoder) core() string {
	stamp := e.d.Date + "T00:00:00Z"
	return declaration + `<cp:coreProperties xmlns:cp="` + packaged + `/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` +
		x(e.d.Title) + `</dc:title><dc:subject>` + x(e.d.Subject) + `</dc:subject><dc:creator>longarm</dc:creator><dc:language>` + x(e.d.Lang) + `</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">` + stamp +
		`</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + stamp + `</dcterms:modified></cp:coreProperties>`
}

func (e *encoder) relationships() string {
	var b strings.Builder
	add := func(id, kind, target, mode string) {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>`, id, relations, kind, x(target), mode)
	}
	add("styles", "styles", "styles.xml", "")
	add("numbering", "numbering", "numbering.xml", "")
	add("settings", "settings", "settings.xml", "")
	add("footer", "footer", "footer1.xml", "")
	for i, url := range e.urls {
		add(fmt.Sprintf("u%d", i+1), "hyperlink", url, ` TargetMode="External"`)
	}
	for i := range e.images {
		add(fmt.Sprintf("i%d", i+1), "image", fmt.Sprintf("media/image%d.png", i+1), "")
	}
	return declaration + `<Relationships xmlns="` + packaged + `/relationships">` + b.String() + `</Relationships>`
}

// footer is the line below each page, with the number of the page.
func (e *encoder) footer() string {
	field := func(code string) string {
		return `</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve">`
	}
	number := x(e.d.Words.Page)
	number = strings.Replace(number, "%d", field("PAGE"), 1)
	number = strings.Replace(number, "%d", field("NUMPAGES"), 1)
	return declaration + `<w:ftr ` + spaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">` + x(e.d.Footer) + `</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">` + number + `</w:t></w:r></w:p></w:ftr>`
}

// numbering gives each list an instance of its own.
func (e *encoder) numbering() string {
	var b strings.Builder
	level := func(n int, format, mark string) {
		fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="340"/></w:pPr></w:lvl>`, n, format, mark, 340*(n+1))
	}
	for id, format := range []string{"bullet", "decimal"} {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="hybridMultilevel"/>`, id)
		for n := range 3 {
			mark := "•"
			if format == "decimal" {
				mark = fmt.Sprintf("%%%d.", n+1)
			}
			level(n, format, mark)
		}
		b.WriteString(`</w:abstractNum>`)
	}
	for i, ordered := range e.lists {
		kind := 0
		if ordered {
			kind = 1
		}
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, i+1, kind)
	}
	return declaration + `<w:numbering ` + spaces + `>` + b.String() + `</w:numbering>`
}

// styles are the paragraph, character and table styles.
func (e *encoder) styles() string {
	var b strings.Builder
	paragraph := func(id, name, based, next, ppr, rpr string) {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/>`, id, name)
		if based != "" {
			fmt.Fprintf(&b, `<w:basedOn w:val="%s"/>`, based)
		}
		if next != "" {
			fmt.Fprintf(&b, `<w:next w:val="%s"/>`, next)
		}
		fmt.Fprintf(&b, `<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`, ppr, rpr)
	}
	fmt.Fprintf(&b, `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans" w:cs="Liberation Sans" w:eastAsia="Liberation Sans"/><w:sz w:val="20"/><w:lang w:val="%s"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`,
		map[string]string{"en": "en-GB", "fr": "fr-FR"}[e.d.Lang])
	fmt.Fprint(&b, `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	paragraph("BodyText", "Body Text", "Normal", "", "", "")
	paragraph("Title", "Title", "Normal", "BodyText", `<w:spacing w:before="1200" w:after="120"/>`, `<w:b/><w:sz w:val="52"/>`)
	paragraph("Subtitle", "Subtitle", "Normal", "BodyText", `<w:spacing w:after="300"/>`, `<w:sz w:val="26"/>`)
	for i, h := range []struct{ before, size int }{{360, 34}, {280, 27}, {220, 22}, {160, 20}} {
		paragraph(fmt.Sprintf("Heading%d", i+1), fmt.Sprintf("heading %d", i+1), "Normal", "BodyText",
			fmt.Sprintf(`<w:keepNext/><w:keepLines/><w:spacing w:before="%d" w:after="80"/><w:outlineLvl w:val="%d"/>`, h.before, i), fmt.Sprintf(`<w:b/><w:sz w:val="%d"/>`, h.size))
	}
	paragraph("ContentsHeading", "Contents Heading", "Normal", "", "", `<w:b/><w:sz w:val="34"/>`)
	paragraph("Contents1", "Contents 1", "Normal", "", `<w:spacing w:before="80" w:after="20"/>`, `<w:b/>`)
	paragraph("Contents2", "Contents 2", "Normal", "", `<w:spacing w:after="10"/><w:ind w:left="340"/>`, "")
	paragraph("Lead", "Lead", "Normal", "", "", `<w:sz w:val="22"/>`)
	paragraph("SmallPrint", "Small Print", "Normal", "", "", `<w:color w:val="444444"/><w:sz w:val="17"/>`)
	paragraph("Label", "Label", "Normal", "BodyText", `<w:keepNext/><w:spacing w:before="120" w:after="40"/>`, `<w:b/>`)
	framed := `<w:pBdr><w:left w:val="%s" w:sz="24" w:space="8" w:color="0B4A8F"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F4F7"/><w:ind w:left="240"/>`
	paragraph("Notice", "Notice", "Normal", "", fmt.Sprintf(framed, "single"), "")
	paragraph("Draft", "Draft", "Normal", "", fmt.Sprintf(framed, "dashed"), "")
	paragraph("ListParagraph", "List Paragraph", "Normal", "", `<w:spacing w:after="30"/>`, "")
	paragraph("TableText", "Table Text", "Normal", "", `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="17"/>`)
	paragraph("Caption", "caption", "Normal", "TableText", `<w:keepNext/><w:spacing w:before="120" w:after="40"/>`, `<w:b/><w:sz w:val="18"/>`)
	paragraph("Gap", "Gap", "Normal", "", `<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>`, `<w:sz w:val="8"/>`)
	paragraph("Footer", "footer", "Normal", "", fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, bodyWidth), `<w:color w:val="444444"/><w:sz w:val="15"/>`)
	fmt.Fprint(&b, `<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B4A8F"/></w:rPr></w:style>`)
	fmt.Fprint(&b, `<w:style w:type="table" w:styleId="Fields"><w:name w:val="Fields"/><w:basedOn w:val="TableNormal"/></w:style>`)
	fmt.Fprint(&b, `<w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="999999"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="999999"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/></w:tblBorders></w:tblPr></w:style>`)
	return declaration + `<w:styles ` + spaces + `>` + b.String() + `</w:styles>`
}
